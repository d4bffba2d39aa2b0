package dev.stint.plan.task;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// What one operator of an attempt did: the rows that it gave, the time until it had given them,
/// with that of the operators below it, the most memory that it had reserved at once, and what it
/// put on the function's disk for want of it, as stored there. As JSON four numbers in an array, of
/// which the last may be missing.
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"rows", "nanos", "peakMemoryBytes", "spilledBytes"})
public record OperatorMetrics(long rows, long nanos, long peakMemoryBytes, long spilledBytes) {}
