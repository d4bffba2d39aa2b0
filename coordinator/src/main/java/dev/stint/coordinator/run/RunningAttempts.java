package dev.stint.coordinator.run;

import dev.stint.config.memory.FunctionMemory;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.invoke.Invocation;
import dev.stint.coordinator.partition.TaskInputs;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.run.Inbox.Arrival;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.coordinator.schedule.Signal;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.segment.SegmentNames;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attempts that this coordinator has started and that have not answered. Belongs to the
/// driver's thread.
final class RunningAttempts {

  private record Started(Invocation invocation, Instant askedTime) {

    /// For how long a function is held by `now`; none while the attempt waits in the invoker's
    /// queue.
    Duration held(Instant now) {
      boolean isHeld =
          invocation.started().isDone() && !invocation.started().isCompletedExceptionally();
      return isHeld ? Duration.between(invocation.started().join(), now) : Duration.ZERO;
    }
  }

  private final RunEnvironment environment;
  private final RunState state;
  private final Inbox inbox;
  private final Map<AttemptId, Started> started = new HashMap<>();
  private final Map<Integer, Map<Integer, List<SegmentRef>>> stageInputs = new HashMap<>();

  RunningAttempts(RunEnvironment environment, RunState state, Inbox inbox) {
    this.environment = environment;
    this.state = state;
    this.inbox = inbox;
  }

  void start(AttemptId id, long functionMemoryBytes) {
    var invocation = invoke(taskRequest(id, functionMemoryBytes), functionMemoryBytes);
    var now = environment.clock().instant();
    started.put(id, new Started(invocation, now));
    var _ =
        invocation
            .started()
            .thenAccept(startTime -> inbox.send(new Arrival.Running(id, startTime)));
    var _ =
        invocation
            .response()
            .whenComplete(
                (response, thrown) ->
                    inbox.send(new Arrival.Answered(id, response(response, thrown))));
  }

  private Invocation invoke(TaskRequest taskRequest, long functionMemoryBytes) {
    try {
      return environment.invoker().invoke(taskRequest, functionMemoryBytes);
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

  private TaskRequest taskRequest(AttemptId id, long functionMemoryBytes) {
    var settings = state.request().settings();
    var stage = state.stageOf(id.stageId());
    var inputs =
        TaskInputs.of(
            state.request().graph(),
            stage,
            stageInputs.computeIfAbsent(id.stageId(), state::inputsOf),
            state.share(id.stageId(), id.taskIndex()));
    return new TaskRequest(
        state.request().runId(),
        id.stageId(),
        id.taskIndex(),
        id.attempt(),
        stage.fragment(),
        inputs,
        segmentPath(settings, id),
        settings.inlineLimitBytes(state.taskCount(id.stageId())),
        FunctionMemory.operatorBytes(functionMemoryBytes));
  }

  /// Unique to the attempt and to this coordinator: one that was taken for dead may have started an
  /// attempt of the same number.
  private String segmentPath(RunSettings settings, AttemptId id) {
    return SegmentNames.path(
        RunObjects.segmentFolder(settings.runPath(state.request().runId())),
        id.stageId(),
        id.taskIndex(),
        id.attempt(),
        state.term());
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

  /// An attempt has a function: says so, with how long it waited for it.
  Signal runs(Arrival.Running running) {
    var attempt = started.get(running.attempt());
    var waited =
        attempt == null ? Duration.ZERO : Duration.between(attempt.askedTime(), running.time());
    return new Signal.AttemptRuns(running.attempt(), waited);
  }

  /// Takes note of an answer, and says what it brought.
  Signal end(Arrival.Answered answered) {
    var id = answered.attempt();
    var response = answered.response();
    long heldNanos = end(id, response.metrics());
    return new Signal.Answered(id, response, heldNanos, environment.random().nextDouble());
  }

  /// How long a function was held, in nanoseconds.
  private long end(AttemptId id, TaskMetrics metrics) {
    var attempt = started.remove(id);
    if (metrics.wallNanos() > 0 || attempt == null) {
      return metrics.wallNanos();
    }
    // A lost function cannot tell its time, but is paid for.
    return Math.max(0, attempt.held(environment.clock().instant()).toNanos());
  }

  boolean isEmpty() {
    return started.isEmpty();
  }
}
