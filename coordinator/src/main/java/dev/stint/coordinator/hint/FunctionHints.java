package dev.stint.coordinator.hint;

import dev.stint.coordinator.page.RunPage;
import dev.stint.coordinator.page.StagePage;
import dev.stint.coordinator.report.Amounts;
import dev.stint.coordinator.session.WorkFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What functions had and did not use, and what tasks waited for them.
final class FunctionHints {

  private static final double MIN_COLD_SHARE = 0.15;
  private static final double MIN_WAIT_SHARE = 0.2;
  private static final double MEMORY_DOLLAR_SHARE = 0.5;
  private static final double SPARE_MEMORY_SHARE = 0.3;
  private static final double IDLE_PROCESSOR_SHARE = 0.4;

  /// What a function needs beside what its operators reserve.
  private static final long BASE_BYTES = 512L << 20;

  private FunctionHints() {}

  static List<Hint> of(RunPage page) {
    var hints = new ArrayList<Hint>();
    coldStarts(page, hints);
    waits(page, hints);
    if (page.head().state().equals("succeeded") && isDeployed(page.head().workPath())) {
      memory(page, hints);
    }
    return hints;
  }

  /// Whether functions have processors of their own, so that their time says what memory is worth:
  /// on a laptop they share its.
  private static boolean isDeployed(String workPath) {
    return workPath.startsWith("s3://") && !workPath.equals(WorkFolder.LOCAL_S3_PATH);
  }

  private static void coldStarts(RunPage page, List<Hint> hints) {
    // What the slowest stage lost to them delays the run; stages follow each other.
    double seconds = 0;
    for (var stage : page.stages()) {
      seconds += stage.coldStarts() == 0 ? 0 : coldSeconds(stage);
    }
    if (seconds < MIN_COLD_SHARE * Hints.seconds(page) || page.totals().coldStarts() == 0) {
      return;
    }
    hints.add(
        new Hint(
            "cold starts",
            "Cold starts delayed the run by about %s".formatted(time(seconds)),
            "%s of %s started in a new function, each about %s later than in a warm one."
                .formatted(
                    Amounts.count(page.totals().coldStarts()),
                    Amounts.count(page.totals().attempts(), "attempt"),
                    time(seconds / Math.max(1, stagesWithColdStarts(page)))),
            "Runs that follow within minutes find warm functions. For a run alone, fewer and larger"
                + " tasks (--parallelism) need fewer functions.",
            seconds,
            0,
            "timeline"));
  }

  private static double coldSeconds(StagePage stage) {
    return stage.sums().coldOverheadMs() / 1e3 / stage.coldStarts();
  }

  private static long stagesWithColdStarts(RunPage page) {
    return page.stages().stream().filter(stage -> stage.coldStarts() > 0).count();
  }

  private static void waits(RunPage page, List<Hint> hints) {
    var totals = page.totals();
    long worked = totals.waitMs() + totals.busyMs();
    double share = (double) totals.waitMs() / Math.max(1, worked);
    if (share < MIN_WAIT_SHARE || totals.waitMs() < 1000) {
      return;
    }
    double seconds = share * Hints.seconds(page);
    hints.add(
        new Hint(
            "waits",
            "Attempts waited for functions %s of the time".formatted(SkewHint.percent(share)),
            "Together they waited %s for a place and ran %s: the account, or the limit, gives fewer functions than there were tasks."
                .formatted(time(totals.waitMs() / 1e3), time(totals.busyMs() / 1e3)),
            "Raise the account's concurrency or the deployment's, or --parallelism if that is the"
                + " limit.",
            seconds,
            0,
            "timeline"));
  }

  private static void memory(RunPage page, List<Hint> hints) {
    var totals = page.totals();
    var cost = page.cost();
    long memory = page.head().functionMemoryBytes();
    double processor = (double) totals.cpuMs() / Math.max(1, totals.busyMs());
    boolean isSpare =
        totals.peakMemoryBytes() < SPARE_MEMORY_SHARE * memory
            && processor < IDLE_PROCESSOR_SHARE
            && cost.memoryDollars() > MEMORY_DOLLAR_SHARE * cost.dollars();
    long enough = Math.max(BASE_BYTES, 2 * totals.peakMemoryBytes());
    if (!isSpare || enough >= memory * 3 / 4) {
      return;
    }
    hints.add(
        new Hint(
            "memory",
            "Functions have more memory than they use",
            "Of %s operators used %s at most, and the processor was busy %s of the time; memory is %s of the cost."
                .formatted(
                    FailureHints.mebibytes(memory),
                    Amounts.bytes(totals.peakMemoryBytes()),
                    SkewHint.percent(processor),
                    SkewHint.percent(cost.memoryDollars() / cost.dollars())),
            "Try --memory %dMiB: less memory has less of a processor, too, so compare both runs."
                .formatted(enough >> 20),
            0,
            cost.memoryDollars() * (1 - (double) enough / memory),
            "cost"));
  }

  private static String time(double seconds) {
    return Amounts.time(Duration.ofNanos(Math.round(seconds * 1e9)));
  }
}
