package dev.stint.coordinator.page;

import dev.stint.plan.task.FailedRequests;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stage as a page shows it. `title` says in a few words what it does, and `plan` is its tree as
/// `stint explain` prints it. `state` is `waiting`, `running`, `done`, `fused`, `unneeded` or
/// `stopped`; `note` is why it did not run, or what it was inserted for.
public record StagePage(
    int id,
    String title,
    String plan,
    String state,
    @Nullable String note,
    long startMs,
    long endMs,
    int tasks,
    int finishedTasks,
    int attempts,
    int failedAttempts,
    int retries,
    int speculativeAttempts,
    int speculativeWins,
    int cancelledAttempts,
    int coldStarts,
    long estimatedRows,
    Sums sums,
    double dollars,
    Distributions distributions,
    List<Outlier> outliers,
    List<DecisionLine> decisions,
    @Nullable ExchangePage exchange,
    List<Share> shares,
    List<TablePage> tables,
    List<OperatorLine> operators) {

  public StagePage {
    outliers = List.copyOf(outliers);
    decisions = List.copyOf(decisions);
    shares = List.copyOf(shares);
    tables = List.copyOf(tables);
    operators = List.copyOf(operators);
  }

  /// Sums over all attempts that reported; of the peaks the largest; `failedRequests` is `null`
  /// where all got through. `overheadMs` is what passed between an attempt's start and its report
  /// beside its own time and its wait, `coldOverheadMs` the part of that which cold starts took
  /// longer than warm ones.
  public record Sums(
      long inputRows,
      long inputBytes,
      long outputRows,
      long outputBytes,
      long gets,
      long puts,
      long lists,
      long hedgedRequests,
      @Nullable FailedRequests failedRequests,
      long peakMemoryBytes,
      long functionMemoryBytes,
      long busyMs,
      long cpuMs,
      long waitMs,
      long wastedMs,
      long overheadMs,
      long coldOverheadMs,
      double gigabyteSeconds,
      double requestDollars) {}

  /// How the tasks that are done differ.
  public record Distributions(
      Distribution ms,
      Distribution inputRows,
      Distribution inputBytes,
      Distribution outputRows,
      Distribution outputBytes,
      Distribution peakMemoryBytes) {}

  /// A task that stands out: it took, or read, `times` as much as the median of its stage. `share`
  /// says what it read.
  public record Outlier(
      int task,
      int attempt,
      String measure,
      double times,
      long ms,
      long inputRows,
      long inputBytes,
      String share) {}

  /// Something that was decided when the stage was cut, in words of its own.
  public record DecisionLine(String kind, String text) {}

  /// What tasks of a stage read: those from `from` to before `to`, of which each reads about
  /// `bytes` in all. `fromBucket` and `toBucket` are -1 where no buckets are read; `isDivided` says
  /// that they share one bucket.
  public record Share(
      int from, int to, int fromBucket, int toBucket, long bytes, boolean isDivided) {}

  /// An operator in its place in the tree: the rows that it gave, the time that it took itself,
  /// what it spilled and the rows that runtime filters dropped, all summed over all attempts, and
  /// the most memory that it had in one.
  public record OperatorLine(
      int depth,
      String text,
      long rows,
      long ms,
      long peakMemoryBytes,
      long spilledBytes,
      long filteredRows) {}

  /// A table that the stage reads.
  public record TablePage(String name, long files, long bytes, long splits, long tableSplits) {}
}
