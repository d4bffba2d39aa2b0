package dev.stint.executor.exchange;

import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.sink.Sink;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.type.Schema;

/// Opens the sinks that write an attempt's segment.
public final class SegmentSinks {

  private SegmentSinks() {}

  public static Sink open(StageOutput.HashExchange output, Schema schema, TaskContext context) {
    return new HashSegmentSink(output, schema, BlockSize.ofAll(), context);
  }

  public static Sink open(StageOutput.RangeExchange output, Schema schema, TaskContext context) {
    return new RangeSegmentSink(output, schema, BlockSize.ofAll(), context);
  }

  /// For rows that come in the order of `output`'s exchange.
  ///
  /// @throws IllegalArgumentException if that is neither a hash nor a range exchange
  public static Sink open(StageOutput.MergedExchange output, Schema schema, TaskContext context) {
    var blockSize = BlockSize.ofOrdered(context);
    return switch (output.exchange()) {
      case StageOutput.HashExchange hash -> new HashSegmentSink(hash, schema, blockSize, context);
      case StageOutput.RangeExchange range ->
          new RangeSegmentSink(range, schema, blockSize, context);
      case StageOutput.UnkeyedExchange _, StageOutput.MergedExchange _, StageOutput.FileSink _ ->
          throw new IllegalArgumentException("no order to merge by: " + output.exchange());
    };
  }

  public static Sink openUnkeyed(Schema schema, TaskContext context) {
    return new UnkeyedSegmentSink(schema, context);
  }
}
