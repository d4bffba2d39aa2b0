package dev.stint.executor.operator;

import dev.stint.executor.memory.MemoryUse;
import dev.stint.plan.task.OperatorMetrics;
import java.util.ArrayList;
import java.util.List;

/// What the operators of one attempt did, in the order in which they were begun to be opened.
/// Belongs to the attempt's thread.
public final class OperatorMeters {

  private final List<Meter> meters = new ArrayList<>();

  /// Of one operator.
  public static final class Meter {

    private final MemoryUse memory = new MemoryUse();
    private long rows;
    private long nanos;
    private long filteredRows;

    private Meter() {}

    public MemoryUse memory() {
      return memory;
    }

    public void add(long moreRows, long moreNanos) {
      rows += moreRows;
      nanos += moreNanos;
    }

    /// Rows that runtime filters dropped.
    public void addFiltered(long moreRows) {
      filteredRows += moreRows;
    }

    private OperatorMetrics metrics() {
      return new OperatorMetrics(
          rows, nanos, memory.peakBytes(), memory.spilledBytes(), filteredRows);
    }
  }

  public Meter open() {
    var meter = new Meter();
    meters.add(meter);
    return meter;
  }

  public List<OperatorMetrics> metrics() {
    return meters.stream().map(Meter::metrics).toList();
  }
}
