package dev.stint.plan.task;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// What one operator of an attempt did: the rows that it gave, the time until it had given them,
/// with that of the operators below it, the most memory that it had reserved at once, what it put
/// on the function's disk for want of it, as stored there, and of a scan the rows that runtime
/// filters dropped. As JSON five numbers in an array, of which the last two may be missing.
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"rows", "nanos", "peakMemoryBytes", "spilledBytes", "filteredRows"})
public record OperatorMetrics(
    long rows, long nanos, long peakMemoryBytes, long spilledBytes, long filteredRows) {

  public static final OperatorMetrics NONE = new OperatorMetrics(0, 0, 0, 0, 0);

  /// Both attempts' work, and the memory of the one that had more.
  public OperatorMetrics plus(OperatorMetrics other) {
    return new OperatorMetrics(
        rows + other.rows,
        nanos + other.nanos,
        Math.max(peakMemoryBytes, other.peakMemoryBytes),
        spilledBytes + other.spilledBytes,
        filteredRows + other.filteredRows);
  }
}
