package dev.stint.coordinator.schedule;

import dev.stint.coordinator.commit.CommitStep;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.partition.TaskPlanner;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// A world around a run's machine. Answers are lost, repeated, reordered and contradicted at
/// random; some come when nobody waits for them any more. Coordinators die, with what they had not
/// written down yet, or leave, and others go on from the log. One seed is one replayable world.
final class SimulatedRun {

  static final int CONCURRENCY = 4;
  private static final int MAX_STEPS = 20_000;
  private static final int MAX_COORDINATORS = 4;

  /// What one signal led to.
  private record Batch(List<LoggedEvent> events, String successOf) {}

  private final Random random;
  private final int percentFatal;
  private final RunRequest request = new RunRequest("run", TestGraphs.tree(), MachineRun.SETTINGS);
  private final List<Batch> log = new ArrayList<>();
  private final List<Signal> underWay = new ArrayList<>();
  private final Pairs pairs;
  private RunState state;
  private RunMachine machine;
  private Instant now = Instant.parse("2026-01-31T12:00:00Z");

  /// How many batches are written for good, and what they asked for is done.
  private int writtenCount;

  private int coordinators;

  /// What attempts left and nobody dropped: paths by attempt and term.
  final Map<String, AttemptId> left = new TreeMap<>();

  int mostRunning;

  SimulatedRun(long seed, int percentFatal, Pairs pairs) {
    this.random = new Random(seed);
    this.percentFatal = percentFatal;
    this.pairs = pairs;
    this.state = new RunState(request);
    this.machine = machine();
  }

  private RunMachine machine() {
    return new RunMachine(
        state,
        new TaskPlanner(PartitionTarget.DEFAULT, ExchangeCosts.LOCAL, CONCURRENCY),
        CONCURRENCY);
  }

  RunState state() {
    return state;
  }

  /// What is in the log in the end.
  List<RunEvent> events() {
    return log.stream().flatMap(batch -> batch.events().stream()).map(LoggedEvent::event).toList();
  }

  /// The successes that reached a coordinator which wrote down what followed: attempt and path.
  Set<String> successes() {
    var successes = new HashSet<String>();
    log.forEach(batch -> successes.add(batch.successOf()));
    successes.remove("");
    return successes;
  }

  /// The state that the log gives.
  RunState replayed() {
    var replayed = new RunState(request);
    log.forEach(
        batch -> batch.events().forEach(logged -> replayed.apply(logged.time(), logged.event())));
    return replayed;
  }

  void runUntilSwept(Runnable afterEachStep) {
    boolean isSkipped = percentFatal > 0 && random.nextInt(50) == 0;
    signal(isSkipped ? new Signal.OutputThere() : ready());
    for (int step = 0; state.phase() != RunState.Phase.SWEPT; step++) {
      if (step == MAX_STEPS) {
        throw new AssertionError("not swept after " + step + " steps");
      }
      step();
      afterEachStep.run();
    }
    // What comes after all is over.
    while (!underWay.isEmpty()) {
      deliver();
      sometimesMeddle();
    }
    if (random.nextInt(4) == 0) {
      passTime();
    }
    write();
  }

  private void step() {
    now = now.plusMillis(random.nextInt(400));
    if (random.nextInt(3) > 0) {
      write();
    }
    if (state.isLeft() && state.phase() == RunState.Phase.RUNNING && random.nextInt(3) == 0) {
      write();
      nextCoordinator();
    } else if (random.nextInt(60) == 0 && coordinators < MAX_COORDINATORS) {
      nextCoordinator();
    } else if (!underWay.isEmpty() && random.nextInt(4) > 0) {
      deliver();
    } else {
      meddleOrWait();
    }
    // A timer that is due is looked at before anything else is waited for.
    if (state.nextDue() != null && !state.nextDue().isAfter(now)) {
      passTime();
    }
  }

  private void meddleOrWait() {
    if (state.phase() == RunState.Phase.ENDED && (underWay.isEmpty() || random.nextInt(9) == 0)) {
      write();
      signal(new Signal.Drained(left.size()));
    } else if (underWay.isEmpty()) {
      passTime();
    } else {
      sometimesMeddle();
    }
  }

  private void sometimesMeddle() {
    // A commit is short.
    int chances = state.phase() == RunState.Phase.COMMITTING ? 3 : 1;
    if (random.nextInt(100) >= percentFatal * chances) {
      return;
    }
    boolean mayLeave = coordinators < MAX_COORDINATORS;
    switch (random.nextInt(3)) {
      case 0 -> signal(new Signal.CancelRequested());
      case 1 -> signal(mayLeave ? new Signal.LeaveRequested() : new Signal.CancelRequested());
      default -> {
        // The driver tells of failures until it sweeps.
        if (state.phase() != RunState.Phase.SWEPT) {
          signal(new Signal.RunFailed(failure(FailureKind.USER)));
        }
      }
    }
  }

  private void passTime() {
    var due = state.nextDue();
    now = due == null || due.isBefore(now) ? now.plusSeconds(1) : due;
    signal(new Signal.TimePassed());
  }

  private Signal ready() {
    return new Signal.CoordinatorReady(coordinators++);
  }

  /// The one before it is gone, and with it what it had not written and the answers it would get.
  private void nextCoordinator() {
    if (writtenCount == 0) {
      return;
    }
    log.subList(writtenCount, log.size()).clear();
    underWay.clear();
    state = replayed();
    machine = machine();
    if (state.phase() == RunState.Phase.SWEPT) {
      return;
    }
    signal(ready());
    if (state.phase() == RunState.Phase.COMMITTING) {
      underWay.add(new Signal.CommitDone());
    }
  }

  private void deliver() {
    var signal = underWay.remove(random.nextInt(underWay.size()));
    if (signal instanceof Signal.Answered && random.nextInt(4) == 0) {
      underWay.add(signal);
    }
    if (signal instanceof Signal.CommitDone && state.phase() != RunState.Phase.COMMITTING) {
      return;
    }
    signal(signal);
  }

  /// Once files become visible, a run can be neither cancelled nor left.
  private void wishSomethingInVain() {
    switch (random.nextInt(4)) {
      case 0 -> underWay.add(new Signal.CancelRequested());
      case 1 -> underWay.add(new Signal.LeaveRequested());
      default -> {}
    }
  }

  private void signal(Signal signal) {
    pairs.note(state, now, signal);
    // Nobody hears of what comes after the sweep.
    var success = state.phase() == RunState.Phase.SWEPT ? "" : success(signal);
    var events = machine.on(now, signal);
    log.add(new Batch(events.stream().map(event -> new LoggedEvent(now, event)).toList(), success));
    for (var event : events) {
      if (event instanceof RunEvent.AttemptStarted(var id, _, _)) {
        start(id);
      }
    }
    mostRunning = Math.max(mostRunning, state.runningAttempts());
  }

  private static String success(Signal signal) {
    return signal instanceof Signal.Answered(_, TaskResponse.Succeeded(var output, _), _, _)
        ? path(output)
        : "";
  }

  /// The journal catches up: what is written is carried out.
  private void write() {
    while (writtenCount < log.size()) {
      log.get(writtenCount++).events().forEach(logged -> carryOut(logged.event()));
    }
  }

  private void carryOut(RunEvent event) {
    switch (event) {
      case RunEvent.AttemptSucceeded(_, var output, _, _, var standing) -> {
        if (standing == RunEvent.Standing.LATE) {
          left.remove(path(output));
        }
      }
      case RunEvent.CommitStarted _ -> {
        if (state.phase() == RunState.Phase.COMMITTING) {
          underWay.add(new Signal.CommitProceeded(new CommitStep.Finished()));
          underWay.add(new Signal.CommitDone());
          wishSomethingInVain();
        }
      }
      case RunEvent _ -> {}
    }
  }

  private void start(AttemptId id) {
    var queued = Duration.ofMillis(random.nextInt(200));
    underWay.add(new Signal.AttemptRuns(id, queued));
    int fate = random.nextInt(100);
    if (fate < 60) {
      underWay.add(success(id));
    } else if (fate < 70) {
      // Lost, but it did its work all the same.
      underWay.add(failed(id, FailureKind.TRANSIENT));
      underWay.add(success(id));
    } else if (fate < 80) {
      // Never answers.
    } else if (fate < 100 - percentFatal / 4) {
      boolean isResource = random.nextInt(4) == 0;
      underWay.add(failed(id, isResource ? FailureKind.RESOURCE : FailureKind.TRANSIENT));
    } else {
      underWay.add(failed(id, FailureKind.INTERNAL));
      underWay.add(success(id));
    }
  }

  private Signal success(AttemptId id) {
    var output = output(id);
    left.put(path(output), id);
    return answered(id, new TaskResponse.Succeeded(output, TaskMetrics.NONE));
  }

  private Signal failed(AttemptId id, FailureKind kind) {
    return answered(id, new TaskResponse.Failed(failure(kind), TaskMetrics.NONE));
  }

  private Signal answered(AttemptId id, TaskResponse response) {
    long wallNanos = random.nextLong(1, 1_000_000_000);
    return new Signal.Answered(id, response, wallNanos, random.nextDouble());
  }

  private static TaskFailure failure(FailureKind kind) {
    return new TaskFailure(kind, "because", null);
  }

  /// Named by attempt and coordinator.
  private TaskOutput output(AttemptId id) {
    var path = id + "-" + state.term();
    boolean isRoot = id.stageId() == request.graph().root().id();
    return isRoot
        ? new TaskOutput.Files(List.of(new PendingFile(path, "u", List.of("e"), 1, 1)))
        : TestGraphs.output(path);
  }

  static String path(TaskOutput output) {
    return switch (output) {
      case TaskOutput.Segment(var segment) -> segment.path();
      case TaskOutput.Files(var files) -> files.getFirst().path();
    };
  }
}
