package dev.stint.coordinator.schedule;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.partition.TaskPlanner;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A run's machine and state, for which the test plays the world. Attempts that are started run at
/// once.
final class MachineRun {

  static final Duration TIMEOUT = Duration.ofMinutes(1);
  static final RunSettings SETTINGS =
      RunSettings.of(
              "file:///work",
              100,
              new AttemptPolicy(
                  4, Duration.ofSeconds(1), Duration.ofSeconds(8), 1L << 30, 4L << 30))
          .withAttemptTimeout(TIMEOUT);

  private final RunRequest request;
  private final int concurrency;
  final List<LoggedEvent> log = new ArrayList<>();
  RunState state;
  private RunMachine machine;
  Instant now = Instant.EPOCH;

  MachineRun(StageGraph graph, int concurrency) {
    this(graph, SETTINGS, concurrency);
  }

  MachineRun(StageGraph graph, RunSettings settings, int concurrency) {
    this.request = new RunRequest("run", graph, settings);
    this.concurrency = concurrency;
    this.state = new RunState(request);
    this.machine = machine();
  }

  private RunMachine machine() {
    return new RunMachine(
        state,
        new TaskPlanner(PartitionTarget.DEFAULT, ExchangeCosts.LOCAL, concurrency),
        concurrency);
  }

  List<RunEvent> on(Signal signal) {
    var events = machine.on(now, signal);
    events.forEach(event -> log.add(new LoggedEvent(now, event)));
    for (var event : events) {
      if (event instanceof RunEvent.AttemptStarted(var id, _, _)) {
        machine.on(now, new Signal.AttemptRuns(id, Duration.ZERO));
      }
    }
    return events;
  }

  List<RunEvent> begin() {
    return on(new Signal.CoordinatorReady(0));
  }

  /// Another coordinator reads the log and goes on.
  List<RunEvent> resume() {
    int term = state.term() + 1;
    state = new RunState(request);
    log.forEach(logged -> state.apply(logged.time(), logged.event()));
    machine = machine();
    return on(new Signal.CoordinatorReady(term));
  }

  List<RunEvent> after(Duration time) {
    now = now.plus(time);
    return on(new Signal.TimePassed());
  }

  /// Time passes until something is due.
  List<RunEvent> whenDue() {
    return after(Duration.between(now, state.nextDue()));
  }

  List<RunEvent> succeed(AttemptId id) {
    return succeed(id, TestGraphs.output(id.toString()), Duration.ofSeconds(1));
  }

  List<RunEvent> succeed(AttemptId id, TaskOutput output, Duration wall) {
    return on(
        new Signal.Answered(
            id, new TaskResponse.Succeeded(output, TaskMetrics.NONE), wall.toNanos(), 0));
  }

  List<RunEvent> fail(AttemptId id, FailureKind kind) {
    var failure = new TaskFailure(kind, "because", null);
    return on(
        new Signal.Answered(
            id, new TaskResponse.Failed(failure, TaskMetrics.NONE), 1_000_000_000, 0));
  }

  TaskState task(int stageId, int taskIndex) {
    return state.stage(stageId).task(taskIndex);
  }

  static AttemptId id(int stageId, int taskIndex, int attempt) {
    return new AttemptId(stageId, taskIndex, attempt);
  }

  /// The attempts that were started.
  static List<AttemptId> started(List<RunEvent> events) {
    return events.stream()
        .filter(RunEvent.AttemptStarted.class::isInstance)
        .map(event -> ((RunEvent.AttemptStarted) event).attempt())
        .toList();
  }

  static RunEvent start(AttemptId id, AttemptCause cause) {
    return new RunEvent.AttemptStarted(id, 1L << 30, cause);
  }

  static List<String> names(List<RunEvent> events) {
    return events.stream().map(event -> event.getClass().getSimpleName()).toList();
  }
}
