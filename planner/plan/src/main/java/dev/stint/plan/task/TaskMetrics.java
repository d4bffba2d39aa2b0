package dev.stint.plan.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an attempt did. Bytes are as stored (compressed); requests are those made to the object
/// store, and `hedgedRequests` are those of the GETs and PUTs that were sent a second time because
/// the first was late; times are in nanoseconds; `peakMemoryBytes` is the most that operators had
/// reserved. `isColdStart` marks the first attempt of a function's process. `findings` are what did
/// not fit in the files that it read. `operators` are those of the fragment: first what becomes of
/// its rows, then its nodes, parents first; empty where nobody measured them. `heavyKey` is `null`
/// where no key has many of the rows, and `failedRequests` where all requests got through.
public record TaskMetrics(
    long inputRows,
    long inputBytes,
    long outputRows,
    long outputBytes,
    long getRequests,
    long putRequests,
    long listRequests,
    long hedgedRequests,
    long peakMemoryBytes,
    long wallNanos,
    long cpuNanos,
    boolean isColdStart,
    List<Finding> findings,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OperatorMetrics> operators,
    @Nullable HeavyKey heavyKey,
    @Nullable FailedRequests failedRequests) {

  @SuppressWarnings("ConstantValue") // JSON of runs before there were findings has none
  public TaskMetrics {
    findings = findings == null ? List.of() : List.copyOf(findings);
    operators = operators == null ? List.of() : List.copyOf(operators);
  }

  /// What its operators put on the function's disk.
  public long spilledBytes() {
    return operators.stream().mapToLong(OperatorMetrics::spilledBytes).sum();
  }

  /// The rows that its scans did not give since no join would have matched them.
  public long filteredRows() {
    return operators.stream().mapToLong(OperatorMetrics::filteredRows).sum();
  }

  public static final TaskMetrics NONE = lasting(0);

  /// Of an attempt of which only its time is known.
  public static TaskMetrics lasting(long wallNanos) {
    return new TaskMetrics(
        0, 0, 0, 0, 0, 0, 0, 0, 0, wallNanos, 0, false, List.of(), List.of(), null, null);
  }

  /// The sums of both; of the peaks the larger; cold if one is. Operators and keys of different
  /// fragments have no sum: it is without them.
  public TaskMetrics plus(TaskMetrics other) {
    return new TaskMetrics(
        inputRows + other.inputRows,
        inputBytes + other.inputBytes,
        outputRows + other.outputRows,
        outputBytes + other.outputBytes,
        getRequests + other.getRequests,
        putRequests + other.putRequests,
        listRequests + other.listRequests,
        hedgedRequests + other.hedgedRequests,
        Math.max(peakMemoryBytes, other.peakMemoryBytes),
        wallNanos + other.wallNanos,
        cpuNanos + other.cpuNanos,
        isColdStart || other.isColdStart,
        Finding.sum(findings, other.findings),
        List.of(),
        null,
        FailedRequests.sum(failedRequests, other.failedRequests));
  }

  /// The same of an attempt whose rows were not used: what it found, another finds too.
  public TaskMetrics withoutFindings() {
    return new TaskMetrics(
        inputRows,
        inputBytes,
        outputRows,
        outputBytes,
        getRequests,
        putRequests,
        listRequests,
        hedgedRequests,
        peakMemoryBytes,
        wallNanos,
        cpuNanos,
        isColdStart,
        List.of(),
        List.of(),
        null,
        failedRequests);
  }
}
