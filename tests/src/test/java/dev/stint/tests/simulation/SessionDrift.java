package dev.stint.tests.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// How slow a service is at the moment: a factor that wanders between two bounds as the hours pass.
/// It begins anywhere between them and makes a step each minute.
final class SessionDrift {

  private static final long STEP_NANOS = 60_000_000_000L;

  /// Of the whole way between the bounds, the standard step of a minute: the way in some hours.
  private static final double STEP_SHARE = 0.06;

  private final SplittableRandom random;
  private final double lowest;
  private final double logRange;
  private final List<Double> places = new ArrayList<>();

  SessionDrift(SplittableRandom random, double lowest, double highest) {
    this.random = random;
    this.lowest = lowest;
    this.logRange = Math.log(highest / lowest);
    places.add(random.nextDouble());
  }

  /// The factor at a time since the world began, which may be asked for in any order.
  double at(long nanos) {
    int step = Math.toIntExact(nanos / STEP_NANOS);
    while (places.size() <= step) {
      places.add(reflected(places.getLast() + STEP_SHARE * random.nextGaussian()));
    }
    return lowest * Math.exp(places.get(step) * logRange);
  }

  /// Into 0 to 1, turned back at either end.
  private static double reflected(double place) {
    double folded = Math.abs(place) % 2;
    return folded > 1 ? 2 - folded : folded;
  }
}
