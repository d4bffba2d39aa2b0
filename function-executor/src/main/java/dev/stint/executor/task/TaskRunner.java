package dev.stint.executor.task;

import dev.stint.executor.exchange.SegmentSinks;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.Operator;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.operator.TaskCounters;
import dev.stint.executor.sink.FileSinks;
import dev.stint.executor.sink.Sink;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs attempts: from request to response, whatever happens. Safe for use by many threads, each of
/// which runs an attempt of its own; interrupting one cancels its attempt.
public final class TaskRunner {

  private static final AtomicBoolean IS_COLD = new AtomicBoolean(true);

  private final FunctionEnvironment environment;

  public TaskRunner(FunctionEnvironment environment) {
    this.environment = environment;
  }

  /// Runs one attempt to its end. Nothing that it began is left when it fails.
  public TaskResponse run(TaskRequest request) {
    var counts = new RequestCounts();
    var context =
        new TaskContext(
            request,
            new CountingObjectStore(environment.store(), counts),
            environment.hadoop(),
            new MemoryBudget(request.memoryBytes()),
            new TaskCounters());
    var meter = new AttemptMeter(context, counts, IS_COLD.getAndSet(false));
    try {
      var output = execute(context);
      return new TaskResponse.Succeeded(output, meter.metrics());
    } catch (StintException e) {
      return failed(e.kind(), Objects.requireNonNullElse(e.getMessage(), e.toString()), e, meter);
    } catch (OutOfMemoryError e) {
      var message =
          "attempt %s took more memory than the function has".formatted(request.attemptId());
      return failed(FailureKind.RESOURCE, message, e, meter);
    } catch (RuntimeException | Error e) {
      var message = "attempt %s failed unexpectedly: %s".formatted(request.attemptId(), e);
      return failed(FailureKind.INTERNAL, message, e, meter);
    }
  }

  private static TaskOutput execute(TaskContext context) {
    var fragment = context.request().fragment();
    try (Operator root = new NodeToOperator(context).open(fragment.root());
        Sink sink = open(fragment.output(), context)) {
      for (var batch = root.next(); batch != null; batch = root.next()) {
        CancellableOperator.checkInterrupt(context.request().attemptId());
        sink.write(batch);
      }
      CancellableOperator.checkInterrupt(context.request().attemptId());
      return sink.finish();
    }
  }

  private static Sink open(StageOutput output, TaskContext context) {
    var schema = context.request().fragment().root().schema();
    return switch (output) {
      case StageOutput.HashExchange hash -> SegmentSinks.open(hash, schema, context);
      case StageOutput.RangeExchange range -> SegmentSinks.open(range, schema, context);
      case StageOutput.UnkeyedExchange _ -> SegmentSinks.openUnkeyed(schema, context);
      case StageOutput.FileSink files -> FileSinks.open(files, schema, context);
    };
  }

  private static TaskResponse failed(
      FailureKind kind, String message, Throwable cause, AttemptMeter meter) {
    var trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    return new TaskResponse.Failed(
        new TaskFailure(kind, message, trace.toString()), meter.metrics());
  }
}
