package dev.stint.executor.task;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.operator.OperatorMeters;
import dev.stint.executor.sink.Sink;
import dev.stint.plan.task.TaskOutput;

/// Counts what a sink takes, and the time that it takes for it.
final class MeteredSink implements Sink {

  private final Sink sink;
  private final OperatorMeters.Meter meter;

  MeteredSink(Sink sink, OperatorMeters.Meter meter) {
    this.sink = sink;
    this.meter = meter;
  }

  @Override
  public void write(Batch batch) {
    long start = System.nanoTime();
    try {
      sink.write(batch);
    } finally {
      meter.add(batch.rowCount(), System.nanoTime() - start);
    }
  }

  @Override
  public TaskOutput finish() {
    long start = System.nanoTime();
    try {
      return sink.finish();
    } finally {
      meter.add(0, System.nanoTime() - start);
    }
  }

  @Override
  public void close() {
    sink.close();
  }
}
