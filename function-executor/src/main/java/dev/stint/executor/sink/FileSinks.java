package dev.stint.executor.sink;

import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.type.Schema;

/// Opens file sinks.
public final class FileSinks {

  private FileSinks() {}

  /// A sink that writes rows of `schema` as `output` asks for.
  public static Sink open(StageOutput.FileSink output, Schema schema, TaskContext context) {
    return new FileSinkWriter(output, schema, context);
  }
}
