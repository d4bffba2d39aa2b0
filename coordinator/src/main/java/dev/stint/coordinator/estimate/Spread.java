package dev.stint.coordinator.estimate;

import java.util.function.ToDoubleFunction;

/// A quantity that is not known: between `low` and `high` if the guesses behind it are not worse
/// than they should be, and `expected` when they are right. None is negative.
public record Spread(double low, double expected, double high) {

  public static final Spread NONE = new Spread(0, 0, 0);

  public Spread {
    if (!(0 <= low && low <= expected && expected <= high)) {
      throw new IllegalArgumentException(low + ", " + expected + ", " + high);
    }
  }

  /// One quantity of three forecasts. Guessing fewer rows does not always make everything less (it
  /// may leave fewer tasks to share the work), so that the ends are the least and the most.
  static <T> Spread of(T low, T expected, T high, ToDoubleFunction<T> quantity) {
    double middle = quantity.applyAsDouble(expected);
    return new Spread(
        Math.min(quantity.applyAsDouble(low), middle),
        middle,
        Math.max(quantity.applyAsDouble(high), middle));
  }
}
