package dev.stint.coordinator.trigger;

/// Where what failed for good is kept for people to look at.
public interface DeadLetters {

  /// Adds a letter. It may be added again when the event that led to it is delivered again.
  void add(DeadLetter letter);
}
