package dev.stint.coordinator.page;

import dev.stint.coordinator.request.Expectation;
import dev.stint.plan.task.FailedRequests;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run as a page shows it. Times are in milliseconds since the run's first event, but for those
/// of [Head], which are since 1970; -1 is a time that has not come. Bytes are as stored.
public record RunPage(
    Head head,
    Totals totals,
    Cost cost,
    @Nullable Expectation expected,
    List<StagePage> stages,
    List<Edge> edges,
    List<Trouble> troubles,
    List<Warning> warnings,
    List<StoryLine> story,
    int storyLinesLeftOut,
    AttemptColumns attempts) {

  public RunPage {
    stages = List.copyOf(stages);
    edges = List.copyOf(edges);
    troubles = List.copyOf(troubles);
    warnings = List.copyOf(warnings);
    story = List.copyOf(story);
  }

  /// What run it is and how it stands. `state` is a [dev.stint.coordinator.history.RunStanding] in
  /// small letters; `reason` says why a run failed, `null` otherwise, and `failureKind` of which
  /// kind that is. `sql` is `null` in logs that do not have it. `parallelism` is how many attempts
  /// may run at once, and `workPath` where the run has its log.
  public record Head(
      String run,
      @Nullable String jobId,
      @Nullable String job,
      int statement,
      int statements,
      @Nullable String trigger,
      @Nullable String sql,
      String output,
      String state,
      @Nullable String reason,
      @Nullable String failureKind,
      int coordinators,
      long startedAt,
      long endedAt,
      long lastSignAt,
      long functionMemoryBytes,
      int parallelism,
      String workPath,
      String timeZone) {}

  /// Sums of the whole run, the coordinators' own requests among them. `waitMs` is what attempts
  /// waited for a function, `busyMs` what they ran, `wastedMs` what those ran whose work was not
  /// used; `failedRequests` is `null` where all got through.
  public record Totals(
      long rows,
      long readBytes,
      long writtenBytes,
      int tasks,
      int finishedTasks,
      int attempts,
      int failedAttempts,
      int retries,
      int speculativeAttempts,
      int speculativeWins,
      int cancelledAttempts,
      int coldStarts,
      long gets,
      long puts,
      long lists,
      long hedgedRequests,
      @Nullable FailedRequests failedRequests,
      long peakMemoryBytes,
      long waitMs,
      long busyMs,
      long wastedMs,
      long cpuMs) {}

  /// What it cost, at whose prices.
  public record Cost(
      double dollars,
      double memoryDollars,
      double invocationDollars,
      double putDollars,
      double listDollars,
      double getDollars,
      double gigabyteSeconds,
      long invocations,
      long coordinatorRequests,
      String prices) {}

  /// Rows from one stage, or from a table, to the stage that reads them. `table` is `null` where a
  /// stage is read. Rows and bytes are -1 while they are not known.
  public record Edge(
      int fromStage,
      @Nullable String table,
      int toStage,
      String reading,
      String keys,
      long rows,
      long bytes) {}

  /// Failures that say the same: how many, of which attempts the first, and what was done.
  public record Trouble(
      String kind, String message, String reaction, int count, List<String> attempts, long ms) {
    public Trouble {
      attempts = List.copyOf(attempts);
    }
  }

  /// Something that did not fit in the files that were read, with the remedy.
  public record Warning(String table, String subject, long count, String text) {}

  /// One thing that happened, as the terminal tells it. `stage` is -1 where it is of the run.
  public record StoryLine(long ms, int stage, String kind, String text) {}
}
