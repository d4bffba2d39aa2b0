package dev.stint.coordinator.run;

import dev.stint.coordinator.commit.FileCommit;
import dev.stint.coordinator.partition.PlannedTask;
import dev.stint.coordinator.partition.TaskPlanner;
import dev.stint.coordinator.run.Signals.Signal;
import dev.stint.coordinator.schedule.AttemptId;
import dev.stint.coordinator.schedule.Command;
import dev.stint.coordinator.schedule.RunEvent;
import dev.stint.coordinator.schedule.RunMachine;
import dev.stint.coordinator.schedule.RunOutcome;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.task.PendingFile;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskResponse;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.RequestCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Carries out one run on the thread that calls [#run]. Used once.
///
/// It takes one event at a time, applies it to the [RunMachine] and does what that commands; all
/// decisions are the machine's. (A journal would write each event down before it is applied.)
public final class RunDriver {

  private static final System.Logger LOG = System.getLogger(RunDriver.class.getName());

  /// How long a run that is over waits for its cancelled attempts, lest they write after the sweep.
  private static final Duration DRAIN_TIME = Duration.ofSeconds(10);

  private final RunEnvironment environment;
  private final RunRequest request;
  private final ResultConsumer results;
  private final CountingObjectStore store;
  private final Signals signals;
  private final RunningAttempts attempts;
  private final RunBook book;
  private final Optional<FileCommit> commit;
  private final TaskPlanner planner;
  private final RunMachine machine;
  private final Budget budget;
  private final Deque<RunEvent> events = new ArrayDeque<>();
  private final Map<Integer, List<PlannedTask>> stageTasks = new HashMap<>();
  private RunState state;
  private Ending ending = new Ending(RunStatus.SUCCEEDED, null);
  private List<String> files = List.of();

  private record Ending(RunStatus status, @Nullable TaskFailure failure) {

    static Ending failed(TaskFailure failure) {
      return new Ending(RunStatus.FAILED, failure);
    }
  }

  public RunDriver(
      RunEnvironment environment,
      RunRequest request,
      RunListener listener,
      ResultConsumer results) {
    var settings = request.settings();
    int concurrency = Math.min(settings.maxParallelism(), environment.invoker().concurrency());
    this.environment = environment;
    this.request = request;
    this.results = results;
    this.store = new CountingObjectStore(environment.store(), new RequestCounts());
    this.signals = new Signals(environment.clock());
    this.attempts = new RunningAttempts(request, environment, signals);
    this.book = new RunBook(request, environment.clock(), listener);
    this.commit =
        request.graph().root().fragment().output() instanceof FileSink sink
            ? Optional.of(new FileCommit(store, sink, request.runId()))
            : Optional.empty();
    this.planner =
        new TaskPlanner(
            settings.partitions().within(settings.attempts().functionMemoryBytes()), concurrency);
    this.machine = new RunMachine(request.graph(), settings.attempts(), concurrency);
    this.budget = new Budget(settings.maxDollars(), environment.prices());
    this.state = machine.initialState();
  }

  /// Returns when the run is over and its temporary objects are swept. A failed run is a report
  /// like any other.
  public RunReport run() {
    try {
      book.runStarted();
      carryOut();
    } catch (RuntimeException | Error e) {
      ending = Ending.failed(Failures.of(e));
    }
    drain();
    if (book.hasStartedStages()) {
      sweep();
    }
    signals.restoreInterrupt();
    if (ending.failure() != null) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "run={0} failure={1}",
          request.runId(),
          ending.failure().stackTrace());
    }
    return book.report(
        ending.status(), ending.failure(), files, store.counts(), environment.prices());
  }

  /// Ends the run soon, as CANCELLED, unless it is being committed. Any thread may call this.
  public void cancel() {
    signals.send(new Signal.CancelRequested());
  }

  private void carryOut() {
    if (commit.isPresent() && commit.get().begin() == FileCommit.Start.SKIP) {
      ending = new Ending(RunStatus.SKIPPED, null);
      return;
    }
    events.add(
        budget.dollars() > 0 ? new RunEvent.Started() : new RunEvent.StepFailed(budget.failure()));
    applyEvents();
    while (!state.isEnded()) {
      receive();
    }
  }

  /// Waits for cancelled attempts: what they used is paid for, and what they leave must be there
  /// before it is swept.
  private void drain() {
    attempts.cancelAll();
    var deadline = environment.clock().instant().plus(DRAIN_TIME);
    while (!attempts.isEmpty() && environment.clock().instant().isBefore(deadline)) {
      if (signals.next(deadline) instanceof Signal.Answered(var id, var response)) {
        book.attemptEnded(id, response.metrics(), attempts.end(id, response.metrics()));
      }
    }
  }

  private void receive() {
    var now = environment.clock().instant();
    var budgetEnd =
        budget.end(attempts.addTo(book.usage(store.counts())), attempts.functionMemoryBytes(), now);
    if (now.equals(budgetEnd)) {
      events.add(new RunEvent.StepFailed(budget.failure()));
    } else {
      receive(budgetEnd);
    }
    applyEvents();
  }

  private void receive(@Nullable Instant deadline) {
    switch (signals.next(deadline)) {
      case Signal.Answered(var id, var response) -> answered(id, response);
      case Signal.TimerDue(var id) -> events.add(new RunEvent.PauseOver(id));
      case Signal.CancelRequested _ -> events.add(new RunEvent.CancelRequested());
      case null -> {}
    }
  }

  private void answered(AttemptId id, TaskResponse response) {
    book.attemptEnded(id, response.metrics(), attempts.end(id, response.metrics()));
    events.add(
        switch (response) {
          case TaskResponse.Succeeded(var output, _) -> new RunEvent.AttemptSucceeded(id, output);
          case TaskResponse.Failed(var failure, _) ->
              new RunEvent.AttemptFailed(id, failure, environment.random().nextDouble());
        });
  }

  private void applyEvents() {
    while (!events.isEmpty()) {
      var event = events.remove();
      var transition = machine.apply(state, event);
      var before = state;
      state = transition.state();
      book.applied(event, before, transition);
      transition.commands().forEach(this::execute);
    }
  }

  private void execute(Command command) {
    switch (command) {
      case Command.PlanTasks(int stageId, var exchanges) -> planTasks(stageId, exchanges);
      case Command.StartAttempt(var id, long functionMemoryBytes) -> {
        attempts.start(id, tasks(id.stageId()), functionMemoryBytes);
        book.attemptStarted(id, functionMemoryBytes);
      }
      case Command.CancelAttempt(var id) -> attempts.cancel(id);
      case Command.SetTimer(var id, var pause) -> signals.setTimer(id, pause);
      case Command.Discard(_, var output) -> discard(output);
      case Command.CommitFiles(var pending) -> commitFiles(pending);
      case Command.EndRun(var outcome) -> ending = end(outcome);
    }
  }

  private void planTasks(int stageId, Map<Integer, List<SegmentRef>> exchanges) {
    try {
      var tasks = planner.plan(request.graph(), stageId, exchanges);
      stageTasks.put(stageId, tasks);
      events.add(new RunEvent.TasksPlanned(stageId, tasks.size()));
    } catch (RuntimeException e) {
      events.add(new RunEvent.StepFailed(Failures.of(e)));
    }
  }

  private List<PlannedTask> tasks(int stageId) {
    var tasks = stageTasks.get(stageId);
    if (tasks == null) {
      throw new IllegalStateException("stage " + stageId + " starts before it is planned");
    }
    return tasks;
  }

  private void commitFiles(List<PendingFile> pending) {
    book.commitStarted(pending.size());
    try {
      var committed = commit.orElseThrow().complete(pending, _ -> {});
      if (committed == FileCommit.Ending.COMMITTED) {
        files = pending.stream().map(PendingFile::path).toList();
      }
      events.add(new RunEvent.FilesCommitted());
    } catch (RuntimeException e) {
      events.add(new RunEvent.StepFailed(Failures.of(e)));
    }
  }

  private void discard(TaskOutput output) {
    switch (output) {
      case TaskOutput.Segment(var segment) -> {
        if (segment.inlineBase64() == null && !segment.blocks().isEmpty()) {
          store.delete(List.of(segment.path()));
        }
      }
      case TaskOutput.Files(var pending) -> commit.orElseThrow().drop(pending);
    }
  }

  private Ending end(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Succeeded(var segments) -> {
        if (commit.isEmpty()) {
          results.accept(request.graph().schema(), segments);
        }
        yield new Ending(RunStatus.SUCCEEDED, null);
      }
      case RunOutcome.Failed(var cause) -> Ending.failed(cause);
      case RunOutcome.Cancelled _ -> new Ending(RunStatus.CANCELLED, null);
    };
  }

  /// Leaves nothing of the run but its result. What cannot be swept costs storage but harms nobody,
  /// and a lifecycle rule ends it: no reason to fail a run.
  private void sweep() {
    try {
      boolean mayHaveLostFiles =
          ending.status() == RunStatus.FAILED
              || ending.status() == RunStatus.CANCELLED
              || book.hasFailedAttempts();
      if (mayHaveLostFiles) {
        commit.ifPresent(FileCommit::dropAll);
      }
      var temporary = store.list(request.settings().runPath(request.runId()));
      store.delete(temporary.stream().map(ObjectInfo::path).toList());
    } catch (StintException e) {
      LOG.log(System.Logger.Level.WARNING, "run={0} sweep={1}", request.runId(), e.getMessage());
    }
  }
}
