package dev.stint.coordinator.handler;

/// One of the coordinators that an execution has one after the other: until when it lives, and how
/// many in a row before it came to the end of their time without having achieved anything.
record Life(TimeLimit limit, int fruitlessBefore) {

  /// So many and it is taken as proved that one more would not get further.
  static final int MAX_FRUITLESS = 3;

  Life {
    if (fruitlessBefore < 0) {
      throw new IllegalArgumentException("fruitless before: " + fruitlessBefore);
    }
  }

  boolean isHopeless() {
    return fruitlessBefore >= MAX_FRUITLESS;
  }
}
