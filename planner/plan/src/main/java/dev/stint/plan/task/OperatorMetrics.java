package dev.stint.plan.task;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// What one operator of an attempt did: the rows that it gave, the time until it had given them,
/// with that of the operators below it, and the most memory that it had reserved at once. As JSON
/// three numbers in an array.
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"rows", "nanos", "peakMemoryBytes"})
public record OperatorMetrics(long rows, long nanos, long peakMemoryBytes) {}
