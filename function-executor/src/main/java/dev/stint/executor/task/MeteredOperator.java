package dev.stint.executor.task;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.Operator;
import dev.stint.executor.operator.OperatorMeters;
import org.jspecify.annotations.Nullable;

/// Counts what an operator gives, and the time that it and those below it take for it.
final class MeteredOperator implements Operator {

  private final Operator operator;
  private final OperatorMeters.Meter meter;
  private final MemoryBudget memory;

  MeteredOperator(Operator operator, OperatorMeters.Meter meter, MemoryBudget memory) {
    this.operator = operator;
    this.meter = meter;
    this.memory = memory;
  }

  @Override
  public @Nullable Batch next() {
    long start = System.nanoTime();
    var before = memory.countWith(meter.memory());
    int rows = 0;
    try {
      var batch = operator.next();
      rows = batch == null ? 0 : batch.rowCount();
      return batch;
    } finally {
      var _ = memory.countWith(before);
      meter.add(rows, System.nanoTime() - start);
    }
  }

  @Override
  public void close() {
    operator.close();
  }
}
