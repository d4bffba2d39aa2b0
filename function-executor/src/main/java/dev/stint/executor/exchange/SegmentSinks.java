package dev.stint.executor.exchange;

import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.sink.Sink;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.type.Schema;

/// Opens the sinks that write an attempt's segment.
public final class SegmentSinks {

  private SegmentSinks() {}

  public static Sink open(StageOutput.HashExchange output, Schema schema, TaskContext context) {
    return new HashSegmentSink(output, schema, context);
  }

  public static Sink open(StageOutput.RangeExchange output, Schema schema, TaskContext context) {
    return new RangeSegmentSink(output, schema, context);
  }

  public static Sink openUnkeyed(Schema schema, TaskContext context) {
    return new UnkeyedSegmentSink(schema, context);
  }
}
