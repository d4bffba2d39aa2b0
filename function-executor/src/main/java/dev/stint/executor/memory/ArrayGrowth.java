package dev.stint.executor.memory;

import dev.stint.plan.failure.StintException;

/// Lengths of arrays that grow with what they hold.
public final class ArrayGrowth {

  /// The longest array that every Java machine allocates.
  public static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

  private ArrayGrowth() {}

  /// Twice `length`, or `needed` if that is more.
  ///
  /// @throws StintException of kind RESOURCE, naming `what` the array holds, when no array is so
  ///   long
  public static int doubled(String what, int length, long needed) {
    checkLength(what, needed);
    return (int) Math.min(Math.max(2L * length, needed), MAX_LENGTH);
  }

  /// `needed`, as the length of an array; throws as [#doubled].
  public static int checkLength(String what, long needed) {
    if (needed > MAX_LENGTH) {
      throw StintException.resource(
          "%s: %d bytes, more than the %d that can be held together; it needs smaller partitions"
              .formatted(what, needed, MAX_LENGTH));
    }
    return (int) needed;
  }
}
