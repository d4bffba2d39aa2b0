package dev.stint.coordinator.hint;

import dev.stint.coordinator.page.RunPage;
import dev.stint.coordinator.report.Amounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What attempts took whose work was lost: they failed, or another was faster.
final class FailureHints {

  private static final double MIN_WASTED_SHARE = 0.1;

  private FailureHints() {}

  static List<Hint> of(RunPage page) {
    var hints = new ArrayList<Hint>();
    memory(page, hints);
    // What another run may do better; one that ended for a reason of its own has that reason.
    if (page.head().reason() == null) {
      wasted(page, hints);
    }
    return hints;
  }

  private static void memory(RunPage page, List<Hint> hints) {
    int failures = 0;
    for (var trouble : page.troubles()) {
      failures += trouble.kind().equals("resource") ? trouble.count() : 0;
    }
    if (failures == 0) {
      return;
    }
    long memory = page.head().functionMemoryBytes();
    long largest =
        page.stages().stream()
            .mapToLong(stage -> stage.sums().functionMemoryBytes())
            .max()
            .orElse(memory);
    hints.add(
        new Hint(
            "memory",
            "%s did not have enough memory".formatted(Amounts.count(failures, "attempt")),
            "They had %s and were tried again with up to %s, which took their time twice."
                .formatted(mebibytes(memory), mebibytes(largest)),
            "Begin with what was enough: --memory %dMiB.".formatted(largest >> 20),
            0,
            wastedDollars(page),
            "troubles"));
  }

  private static void wasted(RunPage page, List<Hint> hints) {
    var totals = page.totals();
    double share = (double) totals.wastedMs() / Math.max(1, totals.busyMs());
    if (share < MIN_WASTED_SHARE || totals.wastedMs() < 1000) {
      return;
    }
    var time = Amounts.time(Duration.ofMillis(totals.wastedMs()));
    boolean isSpeculation = totals.failedAttempts() == 0;
    hints.add(
        new Hint(
            "lost work",
            "%s of the functions' time was lost".formatted(SkewHint.percent(Math.min(1, share))),
            "%s failed and %s cancelled or came second: %s of work that nobody used."
                .formatted(
                    Amounts.count(totals.failedAttempts(), "attempt"),
                    Amounts.count(totals.cancelledAttempts()),
                    time),
            isSpeculation
                ? "Second attempts ran beside ones that lagged. Look at why these lag: the stage's"
                    + " outliers."
                : "Look at what failed first. Throttling goes away with fewer functions at once"
                    + " (--parallelism), lost functions with smaller tasks.",
            0,
            wastedDollars(page),
            "troubles"));
  }

  private static double wastedDollars(RunPage page) {
    var totals = page.totals();
    double share = (double) totals.wastedMs() / Math.max(1, totals.busyMs());
    return Math.min(1, share) * page.cost().memoryDollars();
  }

  static String mebibytes(long bytes) {
    return Amounts.count(bytes >> 20) + " MiB";
  }
}
