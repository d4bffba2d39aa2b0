package dev.stint.executor.task;

import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.operator.TaskCounters;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.TaskFailure;
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

  private static final System.Logger LOG = System.getLogger(TaskRunner.class.getName());
  private static final int MAX_CAUSES = 20;
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
    var response = run(context, meter);
    LOG.log(
        System.Logger.Level.DEBUG,
        () ->
            "run=%s attempt=%s outcome=%s metrics=%s"
                .formatted(
                    request.runId(),
                    request.attemptId(),
                    response.getClass().getSimpleName(),
                    response.metrics()));
    return response;
  }

  private static TaskResponse run(TaskContext context, AttemptMeter meter) {
    var attempt = new Attempt(context);
    var attemptId = context.request().attemptId();
    try {
      return new TaskResponse.Succeeded(attempt.execute(), meter.metrics());
    } catch (RuntimeException | Error e) {
      if (isOutOfMemory(e)) {
        var message = "attempt %s took more memory than the function has".formatted(attemptId);
        return failed(FailureKind.RESOURCE, message, e, meter);
      }
      if (e instanceof StintException failure) {
        var message = Objects.requireNonNullElse(e.getMessage(), e.toString());
        return failed(failure.kind(), message, e, meter);
      }
      var message = "attempt %s failed unexpectedly: %s".formatted(attemptId, e);
      return failed(FailureKind.INTERNAL, message, e, meter);
    } finally {
      attempt.restoreInterrupt();
    }
  }

  /// Whether memory ran out, perhaps on a thread beside the attempt's, whose failure others
  /// wrapped.
  private static boolean isOutOfMemory(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static TaskResponse failed(
      FailureKind kind, String message, Throwable cause, AttemptMeter meter) {
    var trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    return new TaskResponse.Failed(
        new TaskFailure(kind, message, trace.toString()), meter.metrics());
  }
}
