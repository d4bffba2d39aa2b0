package dev.stint.coordinator.schedule;

import dev.stint.coordinator.schedule.RunEvent.AttemptFailed;
import dev.stint.coordinator.schedule.RunEvent.AttemptSucceeded;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// A world around a run's machine in which reports are lost, repeated, reordered and contradicted
/// at random. One seed is one replayable world.
final class SimulatedRun {

  static final int CONCURRENCY = 3;
  private static final AttemptPolicy POLICY = AttemptPolicy.of(1 << 20);
  private static final int MAX_STEPS = 100_000;

  private final Random random;
  private final StageGraph graph;
  private final RunMachine machine;
  private final int percentFatal;
  private final List<RunEvent> underWay = new ArrayList<>();
  private final Set<AttemptId> running = new HashSet<>();
  private final Set<AttemptId> seenStarts = new HashSet<>();
  private final TreeMap<AttemptId, TaskOutput> left =
      new TreeMap<>(
          Comparator.comparingInt(AttemptId::stageId)
              .thenComparingInt(AttemptId::taskIndex)
              .thenComparingInt(AttemptId::attempt));

  RunState state;
  final List<RunOutcome> outcomes = new ArrayList<>();
  final List<AttemptId> discarded = new ArrayList<>();
  final List<Command.PlanTasks> plans = new ArrayList<>();
  final Set<String> seenPairs = new HashSet<>();
  List<PendingFile> committed = List.of();
  int mostRunning;

  SimulatedRun(long seed, StageGraph graph, int percentFatal) {
    this.random = new Random(seed);
    this.graph = graph;
    this.machine = new RunMachine(graph, POLICY, CONCURRENCY);
    this.state = machine.initialState();
    this.percentFatal = percentFatal;
  }

  void runUntilQuiet() {
    underWay.add(new RunEvent.Started());
    for (int step = 0; !underWay.isEmpty(); step++) {
      if (step == MAX_STEPS) {
        throw new AssertionError("not quiet after " + step + " events");
      }
      var event = underWay.remove(random.nextInt(underWay.size()));
      repeatSometimes(event);
      apply(event);
    }
  }

  private void apply(RunEvent event) {
    if (event instanceof AttemptSucceeded(var id, _)) {
      running.remove(id);
    } else if (event instanceof AttemptFailed(var id, _, _)) {
      running.remove(id);
    }
    notePairs(event);
    var transition = machine.apply(state, event);
    state = transition.state();
    transition.commands().forEach(this::execute);
    mostRunning = Math.max(mostRunning, runningTasks());
  }

  private void execute(Command command) {
    switch (command) {
      case Command.PlanTasks plan -> {
        plans.add(plan);
        underWay.add(new RunEvent.TasksPlanned(plan.stageId(), 1 + random.nextInt(5)));
      }
      case Command.StartAttempt(var id, _) -> start(id);
      case Command.CancelAttempt(var id) -> running.remove(id);
      case Command.SetTimer(var id, _) -> underWay.add(new RunEvent.PauseOver(id));
      case Command.Discard(var id, var output) -> {
        discarded.add(id);
        left.values().remove(output);
      }
      case Command.CommitFiles(var files) -> {
        committed = files;
        underWay.add(new RunEvent.FilesCommitted());
      }
      case Command.EndRun(var outcome) -> outcomes.add(outcome);
    }
  }

  private void start(AttemptId id) {
    if (!seenStarts.add(id)) {
      throw new AssertionError("attempt " + id + " was started twice");
    }
    running.add(id);
    var output = output(id);
    int fate = random.nextInt(100);
    if (fate < 70) {
      left.put(id, output);
      underWay.add(new AttemptSucceeded(id, output));
    } else if (fate < 80) {
      // Given up, but it succeeds all the same.
      left.put(id, output);
      underWay.add(failed(id, FailureKind.TRANSIENT));
      underWay.add(new AttemptSucceeded(id, output));
    } else if (fate < 100 - percentFatal) {
      underWay.add(
          failed(id, random.nextInt(4) == 0 ? FailureKind.RESOURCE : FailureKind.TRANSIENT));
    } else {
      underWay.add(
          random.nextBoolean() ? failed(id, FailureKind.USER) : new RunEvent.CancelRequested());
      underWay.add(failed(id, FailureKind.INTERNAL));
    }
  }

  private void repeatSometimes(RunEvent event) {
    if (random.nextInt(4) == 0) {
      underWay.add(event);
    }
  }

  private RunEvent failed(AttemptId id, FailureKind kind) {
    return new AttemptFailed(id, new TaskFailure(kind, "because", null), random.nextDouble());
  }

  private TaskOutput output(AttemptId id) {
    boolean isRoot = id.stageId() == graph.stages().size() - 1;
    if (isRoot) {
      return new TaskOutput.Files(List.of(new PendingFile(id.toString(), "u", List.of(), 1, 1)));
    }
    var blocks = TestGraphs.segment(0, 0).blocks();
    return new TaskOutput.Segment(new SegmentRef(id.toString(), null, 1, blocks));
  }

  /// The outputs that nobody dropped, as the attempts' names.
  List<String> outputsLeft(int stageId) {
    return left.keySet().stream()
        .filter(id -> id.stageId() == stageId)
        .map(AttemptId::toString)
        .toList();
  }

  private int runningTasks() {
    int tasks = 0;
    for (var stage : state.stages()) {
      if (stage instanceof StageState.Running(var list)) {
        tasks += Math.toIntExact(list.stream().filter(TaskState.Running.class::isInstance).count());
      }
    }
    return tasks;
  }

  private void notePairs(RunEvent event) {
    var name = event.getClass().getSimpleName();
    seenPairs.add(state.phase().getClass().getSimpleName() + "/" + name);
    AttemptId id =
        switch (event) {
          case AttemptSucceeded(var attempt, _) -> attempt;
          case AttemptFailed(var attempt, _, _) -> attempt;
          case RunEvent.PauseOver(var attempt) -> attempt;
          case RunEvent.Started _,
              RunEvent.TasksPlanned _,
              RunEvent.FilesCommitted _,
              RunEvent.StepFailed _,
              RunEvent.CancelRequested _ ->
              null;
        };
    if (id != null) {
      var task = tasks(state.stages().get(id.stageId())).get(id.taskIndex());
      seenPairs.add("task " + task.getClass().getSimpleName() + "/" + name);
    }
  }

  private static List<TaskState> tasks(StageState stage) {
    return switch (stage) {
      case StageState.Waiting _, StageState.Planning _ -> List.of();
      case StageState.Running(var tasks) -> tasks;
      case StageState.Succeeded(var tasks) -> tasks;
      case StageState.Failed(var tasks, _) -> tasks;
      case StageState.Stopped(var tasks) -> tasks;
    };
  }
}
