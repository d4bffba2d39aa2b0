package dev.stint.coordinator.run;

import dev.stint.config.price.Usage;
import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.coordinator.invoke.Invocation;
import dev.stint.coordinator.partition.PlannedTask;
import dev.stint.coordinator.run.Signals.Signal;
import dev.stint.coordinator.schedule.AttemptId;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attempts that were started and have not answered. Belongs to the driver's thread.
final class RunningAttempts {

  /// What operators may take of a function's memory: the rest is for the JVM, buffers and pages.
  private static final int OPERATOR_PERCENT = 50;

  private record Started(Invocation invocation, long functionMemoryBytes) {

    /// None while it waits in the invoker's queue.
    long wallNanos(Instant now) {
      boolean hasStarted =
          invocation.started().isDone() && !invocation.started().isCompletedExceptionally();
      return hasStarted ? Duration.between(invocation.started().join(), now).toNanos() : 0;
    }
  }

  private final RunRequest request;
  private final FunctionInvoker invoker;
  private final InstantSource clock;
  private final Signals signals;
  private final Map<AttemptId, Started> started = new HashMap<>();

  RunningAttempts(RunRequest request, RunEnvironment environment, Signals signals) {
    this.request = request;
    this.invoker = environment.invoker();
    this.clock = environment.clock();
    this.signals = signals;
  }

  /// `tasks` holds all tasks of the attempt's stage.
  void start(AttemptId id, List<PlannedTask> tasks, long functionMemoryBytes) {
    var taskRequest = taskRequest(id, tasks, functionMemoryBytes);
    var invocation = invoke(taskRequest, functionMemoryBytes);
    started.put(id, new Started(invocation, functionMemoryBytes));
    var _ =
        invocation
            .response()
            .whenComplete(
                (response, thrown) ->
                    signals.send(new Signal.Answered(id, response(response, thrown))));
  }

  private Invocation invoke(TaskRequest taskRequest, long functionMemoryBytes) {
    try {
      return invoker.invoke(taskRequest, functionMemoryBytes);
    } catch (RuntimeException e) {
      return Invocation.failed(e);
    }
  }

  private static TaskResponse response(
      @Nullable TaskResponse response, @Nullable Throwable thrown) {
    if (response != null) {
      return response;
    }
    TaskFailure failure =
        Failures.of(
            thrown == null ? new IllegalStateException("a function answered nothing") : thrown);
    return new TaskResponse.Failed(failure, TaskMetrics.NONE);
  }

  private TaskRequest taskRequest(AttemptId id, List<PlannedTask> tasks, long functionMemoryBytes) {
    var settings = request.settings();
    return new TaskRequest(
        request.runId(),
        id.stageId(),
        id.taskIndex(),
        id.attempt(),
        request.graph().stages().get(id.stageId()).fragment(),
        tasks.get(id.taskIndex()).inputs(),
        segmentPath(id),
        Math.min(settings.inlineLimitBytes(), settings.stageInlineLimitBytes() / tasks.size()),
        functionMemoryBytes / 100 * OPERATOR_PERCENT);
  }

  private String segmentPath(AttemptId id) {
    return request.settings().runPath(request.runId())
        + "stage-%d/task-%d-%d.segment".formatted(id.stageId(), id.taskIndex(), id.attempt());
  }

  void cancel(AttemptId id) {
    var attempt = started.get(id);
    if (attempt != null) {
      attempt.invocation().cancel().run();
    }
  }

  void cancelAll() {
    started.values().forEach(attempt -> attempt.invocation().cancel().run());
  }

  /// Takes note of an answer; says how long the attempt ran and in what.
  Ended end(AttemptId id, TaskMetrics metrics) {
    var attempt = started.remove(id);
    if (attempt == null) {
      throw new IllegalStateException("attempt " + id + " answered, but does not run");
    }
    // A lost function cannot tell its time, but is paid for.
    long wallNanos =
        metrics.wallNanos() > 0 ? metrics.wallNanos() : attempt.wallNanos(clock.instant());
    return new Ended(attempt.functionMemoryBytes(), wallNanos);
  }

  /// What they will be billed for at least, added to what others were.
  Usage addTo(Usage usage) {
    var now = clock.instant();
    var sum = usage;
    for (var attempt : started.values()) {
      sum = sum.plusAttempt(attempt.functionMemoryBytes(), attempt.wallNanos(now));
    }
    return sum;
  }

  double functionMemoryBytes() {
    return started.values().stream().mapToDouble(Started::functionMemoryBytes).sum();
  }

  boolean isEmpty() {
    return started.isEmpty();
  }

  /// What an attempt is billed for.
  record Ended(long functionMemoryBytes, long wallNanos) {}
}
