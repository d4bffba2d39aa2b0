package dev.stint.executor.task;

import dev.stint.executor.exchange.SegmentSinks;
import dev.stint.executor.join.BroadcastTables;
import dev.stint.executor.operator.Cancellation;
import dev.stint.executor.operator.Operator;
import dev.stint.executor.operator.OperatorMeters;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.sink.FileSinks;
import dev.stint.executor.sink.Sink;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskOutput;

/// One attempt: its operators, pumped into its sink. Used once, on one thread.
final class Attempt {

  private final TaskContext context;
  private final BroadcastTables broadcasts;
  private final AttemptWatch watch;
  private boolean wasInterrupted;

  /// `broadcasts` has what other attempts of the stage have made; `watch` is closed before what a
  /// failure leaves is cleaned up.
  Attempt(TaskContext context, BroadcastTables broadcasts, AttemptWatch watch) {
    this.context = context;
    this.broadcasts = broadcasts;
    this.watch = watch;
  }

  /// Runs to the end; whatever was opened is closed, also after a failure.
  TaskOutput execute() {
    var fragment = context.request().fragment();
    var meter = context.counters().operators.open();
    try (Operator root = new NodeToOperator(context, broadcasts).open(fragment.root());
        Sink sink = metered(fragment.output(), meter)) {
      return pump(root, sink);
    }
  }

  private TaskOutput pump(Operator root, Sink sink) {
    try {
      for (var batch = root.next(); batch != null; batch = root.next()) {
        sink.write(batch);
        Cancellation.check();
      }
      return sink.finish();
    } catch (RuntimeException | Error e) {
      // Closing may have to abort an upload, which an interrupted thread cannot.
      watch.close();
      wasInterrupted = Thread.interrupted();
      throw e;
    }
  }

  /// Interrupts the thread again if it was interrupted: to be called when all is closed.
  void restoreInterrupt() {
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Sink metered(StageOutput output, OperatorMeters.Meter meter) {
    var before = context.memory().countWith(meter.memory());
    try {
      return new MeteredSink(open(output), meter);
    } finally {
      var _ = context.memory().countWith(before);
    }
  }

  private Sink open(StageOutput output) {
    var schema = context.request().fragment().root().schema();
    return switch (output) {
      case StageOutput.HashExchange hash -> SegmentSinks.open(hash, schema, context);
      case StageOutput.RangeExchange range -> SegmentSinks.open(range, schema, context);
      case StageOutput.MergedExchange merged -> SegmentSinks.open(merged, schema, context);
      case StageOutput.UnkeyedExchange _ -> SegmentSinks.openUnkeyed(schema, context);
      case StageOutput.FileSink files -> FileSinks.open(files, schema, context);
    };
  }
}
