package dev.stint.coordinator.run;

import dev.stint.coordinator.commit.FileCommit;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.journal.JournalWriter;
import dev.stint.coordinator.journal.PositionLostException;
import dev.stint.coordinator.partition.TaskPlanner;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.Inbox.Arrival;
import dev.stint.coordinator.schedule.RunMachine;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.coordinator.schedule.Signal;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.task.TaskOutput;
import dev.stint.shuffle.store.CountingObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one coordinator does for a run, from its log as it found it. Belongs to one thread; used
/// once.
///
/// It takes what arrives, has the [RunMachine] say what follows, tells that to the journal, the
/// report, the limits and the listener, and carries it out. Attempts start as soon as the entry is
/// written that says that the run is this coordinator's; everything else that an event asks for
/// waits until the event itself is written. So what a coordinator does can be read from the journal
/// by the next one, and one that has lost its place does no harm.
final class Coordination {

  private static final System.Logger LOG = System.getLogger(Coordination.class.getName());

  /// How long a run that is over waits for its cancelled attempts, lest they write after the sweep.
  private static final Duration DRAIN_TIME = Duration.ofSeconds(10);

  /// What an event asks for, and its number: that of events told before it.
  private record Effect(long number, RunEvent event) {}

  private final RunEnvironment environment;
  private final RunRequest request;
  private final Inbox inbox;
  private final ResultConsumer results;
  private final CountingObjectStore store;
  private final JournalWriter journal;
  private final RunState state;
  private final RunMachine machine;
  private final RunningAttempts attempts;
  private final ReportFold report = new ReportFold();
  private final Limits limits;
  private final Optional<FileCommit> commit;
  private final OwnRequests ownRequests;
  private final RunWatch watch;
  private final Deque<Effect> effects = new ArrayDeque<>();
  private final Deque<RunEvent.AttemptStarted> starts = new ArrayDeque<>();
  private RunListener listener;
  private long toldCount;
  private boolean wasEnded;

  /// How many events must be written until the run is this coordinator's.
  private long claimCount = Long.MAX_VALUE;

  private @Nullable Instant leaveEnd;

  Coordination(
      RunEnvironment environment,
      RunRequest request,
      CountingObjectStore store,
      Journal journal,
      Inbox inbox,
      RunListener listener,
      ResultConsumer results) {
    var settings = request.settings();
    int concurrency = Math.min(settings.maxParallelism(), environment.invoker().concurrency());
    this.environment = environment;
    this.request = request;
    this.inbox = inbox;
    this.listener = listener;
    this.results = results;
    this.store = store;
    this.ownRequests = new OwnRequests(store.counts());
    this.state = new RunState(request);
    this.machine =
        new RunMachine(
            state,
            new TaskPlanner(
                settings.partitions().within(settings.attempts().functionMemoryBytes()),
                environment.exchangeCosts(),
                concurrency),
            concurrency);
    this.attempts = new RunningAttempts(environment, state, inbox);
    this.limits = new Limits(settings, environment.prices());
    this.commit =
        request.graph().root().fragment().output() instanceof FileSink sink
            ? Optional.of(new FileCommit(store, sink, request.runId()))
            : Optional.empty();
    this.watch =
        new RunWatch(
            environment.threads(),
            environment.clock(),
            store,
            settings.runPath(request.runId()),
            RunWatch.INTERVAL,
            () -> inbox.send(new Arrival.CancelRequested()));
    this.journal =
        new JournalWriter(
            journal, environment.threads(), () -> inbox.send(new Arrival.JournalMoved()));
  }

  /// Brings the run to its end, or leaves it. `history` is what its journal holds.
  RunReport carryOut(List<LoggedEvent> history) {
    try {
      history.forEach(this::replay);
      wasEnded = state.phase() == RunState.Phase.ENDED;
      if (state.phase() == RunState.Phase.SWEPT) {
        return report();
      }
      if (history.isEmpty()) {
        tell(List.of(new RunEvent.RunStarted(request)));
      }
      return lead();
    } catch (PositionLostException e) {
      LOG.log(System.Logger.Level.WARNING, "run={0} lost: {1}", request.runId(), e.getMessage());
      attempts.cancelAll();
      return report().goingOnElsewhere();
    } catch (RuntimeException | Error e) {
      attempts.cancelAll();
      throw e;
    } finally {
      watch.stop();
      journal.close();
      inbox.restoreInterrupt();
    }
  }

  private void replay(LoggedEvent logged) {
    state.apply(logged.time(), logged.event());
    report.on(logged);
    limits.on(logged);
    listener.on(logged);
  }

  private RunReport lead() {
    watch.start();
    try {
      begin();
      receiveUntilEnded();
    } catch (PositionLostException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // Whoever listens is not told of it again.
      listener = RunListener.NONE;
      signal(new Signal.RunFailed(Failures.of(e)));
    }
    if (state.phase() == RunState.Phase.RUNNING) {
      attempts.cancelAll();
    }
    awaitJournal();
    // Until then somebody may have ended a run that was to be left.
    if (state.phase() == RunState.Phase.RUNNING) {
      return report();
    }
    RuntimeException undelivered = deliver();
    drain();
    watch.stop();
    signal(new Signal.Drained(sweep()));
    awaitJournal();
    if (undelivered != null) {
      throw undelivered;
    }
    return report();
  }

  private void begin() {
    int term = state.term() + 1;
    if (state.phase() != RunState.Phase.RUNNING) {
      signal(new Signal.CoordinatorReady(term));
      if (state.phase() == RunState.Phase.COMMITTING) {
        awaitJournal();
        commitFiles();
      }
      return;
    }
    if (inbox.holdsCancel()) {
      // Before the output is judged and anything is started: neither matters any more.
      signal(new Signal.CancelRequested());
      return;
    }
    if (endAtLimit()) {
      return;
    }
    if (commit.isPresent() && commit.get().begin() == FileCommit.Start.SKIP) {
      signal(new Signal.OutputThere());
    } else {
      signal(new Signal.CoordinatorReady(term));
    }
  }

  private void receiveUntilEnded() {
    while (isUnderWay() && !hasLeft()) {
      receive(earlier(leaveEnd, earlier(state.nextDue(), limits.end(report.usage(), now()))));
      endAtLimit();
      carryOutWritten();
    }
  }

  /// Says whether a limit is reached, which ends the run.
  private boolean endAtLimit() {
    var failure = limits.reached(report.usage(), now());
    if (failure != null) {
      signal(new Signal.RunFailed(failure));
    }
    return failure != null;
  }

  private boolean hasLeft() {
    return leaveEnd != null && (attempts.isEmpty() || !now().isBefore(leaveEnd));
  }

  private boolean isUnderWay() {
    return state.phase() == RunState.Phase.RUNNING || state.phase() == RunState.Phase.COMMITTING;
  }

  /// Takes what has arrived by `deadline`, but not what arrives meanwhile, lest timers, limits and
  /// effects never have their turn.
  private void receive(@Nullable Instant deadline) {
    var arrival = inbox.next(deadline);
    for (int more = inbox.size(); arrival != null; more--) {
      take(arrival);
      arrival = more > 0 ? inbox.poll() : null;
    }
    var due = state.nextDue();
    if (due != null && !due.isAfter(now())) {
      signal(new Signal.TimePassed());
    }
  }

  private void take(Arrival arrival) {
    switch (arrival) {
      case Arrival.Running(var id, var time) ->
          signal(new Signal.AttemptRuns(id, attempts.waited(id, time)));
      case Arrival.Answered(var id, var response) ->
          signal(
              new Signal.Answered(
                  id,
                  response,
                  attempts.end(id, response.metrics()),
                  environment.random().nextDouble()));
      case Arrival.CancelRequested _ -> signal(new Signal.CancelRequested());
      case Arrival.LeaveRequested(var patience) -> {
        signal(new Signal.LeaveRequested());
        leaveEnd = now().plus(patience);
      }
      case Arrival.JournalMoved _ -> {}
    }
  }

  private void signal(Signal signal) {
    tell(machine.on(now(), signal));
  }

  private void tell(List<RunEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    var logged = new ArrayList<LoggedEvent>();
    for (var event : ownRequests.with(events)) {
      var entry = new LoggedEvent(now(), event);
      logged.add(entry);
      if (event instanceof RunEvent.AttemptStarted started) {
        starts.add(started);
      } else {
        effects.add(new Effect(toldCount, event));
      }
      toldCount++;
      if (event instanceof RunEvent.CoordinatorStarted) {
        claimCount = toldCount;
      }
      report.on(entry);
      limits.on(entry);
    }
    journal.append(logged);
    startAttempts();
    // Last, since a listener may fail.
    logged.forEach(listener::on);
  }

  /// Once the run is this coordinator's, attempts need not wait for their own entry.
  private void startAttempts() {
    if (journal.writtenCount() < claimCount) {
      return;
    }
    for (var start = starts.poll(); start != null; start = starts.poll()) {
      attempts.start(start.attempt(), start.functionMemoryBytes());
    }
  }

  private void carryOutWritten() {
    requireJournal();
    startAttempts();
    long written = journal.writtenCount();
    while (!effects.isEmpty() && effects.peek().number() < written) {
      carryOut(effects.remove().event());
    }
  }

  private void carryOut(RunEvent event) {
    switch (event) {
      case RunEvent.AttemptCancelled(var id) -> attempts.cancel(id);
      case RunEvent.AttemptSucceeded(_, var output, _, _, var standing) -> {
        if (standing == RunEvent.Standing.LATE) {
          discard(output);
        }
      }
      case RunEvent.CommitStarted _ -> {
        // The run may have failed since.
        if (state.phase() == RunState.Phase.COMMITTING) {
          commitFiles();
        }
      }
      case RunEvent _ -> {}
    }
  }

  private void requireJournal() {
    var failure = journal.failure();
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /// Waits until all is written that was told, and carries it out.
  private void awaitJournal() {
    carryOutWritten();
    while (journal.writtenCount() < toldCount) {
      receive(null);
      carryOutWritten();
    }
  }

  private void commitFiles() {
    if (state.isCommitFinished()) {
      signal(new Signal.CommitDone());
      return;
    }
    try {
      var ending =
          commit
              .orElseThrow()
              .complete(state.files(), step -> signal(new Signal.CommitProceeded(step)));
      switch (ending) {
        case COMMITTED -> signal(new Signal.CommitDone());
        case SKIPPED -> signal(new Signal.OutputThere());
      }
    } catch (PositionLostException e) {
      throw e;
    } catch (RuntimeException e) {
      signal(new Signal.RunFailed(Failures.of(e)));
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

  /// Hands the result over; what the consumer throws is thrown when the run is swept.
  private @Nullable RuntimeException deliver() {
    if (!(state.outcome() instanceof RunOutcome.Succeeded) || commit.isPresent()) {
      return null;
    }
    try {
      requireResult();
      results.accept(request.graph().schema(), state.result());
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  /// A coordinator before this one may have died after it had swept, and before it could say so.
  private void requireResult() {
    boolean isSwept =
        wasEnded
            && state.result().stream()
                .anyMatch(
                    segment ->
                        segment.inlineBase64() == null && store.head(segment.path()).isEmpty());
    if (isSwept) {
      throw StintException.user(
          "the result of run %s was handed over and swept before; run it anew"
              .formatted(request.runId()));
    }
  }

  /// Waits for cancelled attempts: what they used is paid for, and what they leave must be there
  /// before it is swept.
  private void drain() {
    var deadline = now().plus(DRAIN_TIME);
    while (!attempts.isEmpty() && now().isBefore(deadline)) {
      receive(deadline);
      carryOutWritten();
    }
  }

  /// Leaves nothing of the run but its output and its log; says how many objects went. What cannot
  /// be swept costs storage but harms nobody, and gc or a lifecycle rule ends it: no reason to
  /// fail.
  private long sweep() {
    var runPath = request.settings().runPath(request.runId());
    try {
      boolean mayHaveLostFiles =
          !(state.outcome() instanceof RunOutcome.Succeeded) || report.mayHaveLostOutputs();
      if (mayHaveLostFiles) {
        commit.ifPresent(FileCommit::dropAll);
        RunObjects.dropUploads(store, runPath);
      }
      return RunObjects.sweep(store, runPath);
    } catch (StintException e) {
      LOG.log(System.Logger.Level.WARNING, "run={0} sweep={1}", request.runId(), e.getMessage());
      return 0;
    }
  }

  private RunReport report() {
    return report.report(environment.prices());
  }

  private Instant now() {
    return environment.clock().instant();
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
