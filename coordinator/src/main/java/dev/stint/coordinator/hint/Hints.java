package dev.stint.coordinator.hint;

import dev.stint.coordinator.page.RunPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The hints for a run: few, the one that is worth most first.
public final class Hints {

  private static final int MAX_HINTS = 5;

  /// A hint, and what part of the run's time or of its cost it is worth, whichever is more.
  private record Weighed(Hint hint, double share) {}

  private Hints() {}

  public static List<Hint> of(RunPage page) {
    var hints = new ArrayList<Hint>();
    Stream.of(
            SkewHint.of(page),
            FailureHints.of(page),
            FileHints.of(page),
            FunctionHints.of(page),
            RequestHint.of(page))
        .forEach(hints::addAll);
    return hints.stream()
        .map(hint -> new Weighed(hint, share(hint, page)))
        .sorted(Comparator.comparingDouble(Weighed::share).reversed())
        .limit(MAX_HINTS)
        .map(Weighed::hint)
        .toList();
  }

  private static double share(Hint hint, RunPage page) {
    double time = hint.seconds() / Math.max(1e-3, seconds(page));
    double money = hint.dollars() / Math.max(1e-9, page.cost().dollars());
    return Math.max(time, money);
  }

  /// How long the run took, or takes until now.
  static double seconds(RunPage page) {
    return (page.head().endedAt() - page.head().startedAt()) / 1e3;
  }
}
