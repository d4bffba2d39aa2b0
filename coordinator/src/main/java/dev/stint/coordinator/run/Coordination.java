package dev.stint.coordinator.run;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.journal.JournalWriter;
import dev.stint.coordinator.journal.PositionLostException;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.Inbox.Arrival;
import dev.stint.coordinator.schedule.RunMachine;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.coordinator.schedule.Signal;
import dev.stint.shuffle.store.CountingObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one coordinator does for a run, from its log as it found it. Belongs to one thread; used
/// once.
///
/// It takes what arrives, has the [RunMachine] say what follows, has that told ([Telling]), and
/// carries it out when it is written. So what a coordinator does can be read from the journal by
/// the next one, and one that has lost its place does no harm.
final class Coordination {

  private static final System.Logger LOG = System.getLogger(Coordination.class.getName());

  /// How long a run that is over waits for its cancelled attempts, lest they write after the sweep.
  private static final Duration DRAIN_TIME = Duration.ofSeconds(10);

  private final RunEnvironment environment;
  private final RunRequest request;
  private final Inbox inbox;
  private final RunState state;
  private final RunMachine machine;
  private final RunningAttempts attempts;
  private final Telling telling;
  private final RunOutputs outputs;
  private final RunWatch watch;
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
    this.state = new RunState(request);
    this.machine = new RunMachine(state, environment.planner(settings, concurrency), concurrency);
    this.attempts = new RunningAttempts(environment, state, inbox);
    this.outputs = new RunOutputs(request, state, store, results);
    var writer =
        new JournalWriter(
            journal,
            environment.clock(),
            environment.threads(),
            () -> inbox.send(new Arrival.JournalMoved()));
    this.telling =
        new Telling(
            environment.clock(),
            writer,
            new OwnRequests(store.counts()),
            new Limits(settings, environment.prices()),
            listener);
    this.watch =
        RunWatch.of(
            environment,
            store,
            settings.runPath(request.runId()),
            () -> inbox.send(new Arrival.CancelRequested()),
            writer::look);
  }

  /// Brings the run to its end, or leaves it. `history` is what its journal holds.
  RunReport carryOut(List<LoggedEvent> history) {
    try {
      telling.replay(history, state);
      boolean wasEnded = state.phase() == RunState.Phase.ENDED;
      if (state.phase() == RunState.Phase.SWEPT) {
        return report();
      }
      if (history.isEmpty()) {
        telling.begin(new RunEvent.RunStarted(request));
      }
      return lead(wasEnded);
    } catch (PositionLostException e) {
      LOG.log(System.Logger.Level.WARNING, "run={0} lost: {1}", request.runId(), e.getMessage());
      attempts.cancelAll();
      return report().goingOnElsewhere();
    } catch (RuntimeException | Error e) {
      attempts.cancelAll();
      throw e;
    } finally {
      watch.stop();
      telling.close();
      inbox.restoreInterrupt();
    }
  }

  private RunReport lead(boolean wasEnded) {
    watch.start();
    try {
      begin();
      receiveUntilEnded();
    } catch (PositionLostException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      telling.dropListener();
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
    RuntimeException undelivered = outputs.deliver(wasEnded);
    drain();
    watch.stop();
    signal(new Signal.Drained(outputs.sweep(telling.mayHaveLostOutputs())));
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
    var reason = inbox.reasonToEnd();
    if (reason != null) {
      signal(new Signal.RunFailed(reason));
      return;
    }
    if (endAtLimit()) {
      return;
    }
    if (outputs.isToSkip()) {
      signal(new Signal.OutputThere());
    } else {
      signal(new Signal.CoordinatorReady(term));
    }
  }

  private void receiveUntilEnded() {
    while (isUnderWay() && !hasLeft()) {
      receive(Inbox.earliest(leaveEnd, state.nextDue(), telling.limitEnd()));
      endAtLimit();
      carryOutWritten();
    }
  }

  /// Says whether a limit is reached, which ends the run.
  private boolean endAtLimit() {
    var failure = telling.limitReached();
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
      case Arrival.Running running -> signal(attempts.runs(running));
      case Arrival.Answered answered -> signal(attempts.end(answered));
      case Arrival.CancelRequested _ -> signal(new Signal.CancelRequested());
      case Arrival.EndRequested(var reason) -> {
        if (state.phase() == RunState.Phase.RUNNING) {
          signal(new Signal.RunFailed(reason));
        }
      }
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
    var told = telling.tell(events);
    startAttempts();
    // Last, since a listener may fail.
    telling.announce(told);
  }

  private void startAttempts() {
    for (var start = telling.nextStart(); start != null; start = telling.nextStart()) {
      attempts.start(start.attempt(), start.functionMemoryBytes());
    }
  }

  private void carryOutWritten() {
    telling.requireJournal();
    startAttempts();
    for (var event = telling.nextWritten(); event != null; event = telling.nextWritten()) {
      carryOut(event);
    }
  }

  private void carryOut(RunEvent event) {
    switch (event) {
      case RunEvent.AttemptCancelled(var id) -> attempts.cancel(id);
      case RunEvent.AttemptSucceeded(_, var output, _, _, var standing) -> {
        if (standing == RunEvent.Standing.LATE) {
          outputs.discard(output);
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

  /// Waits until all is written that was told, and carries it out.
  private void awaitJournal() {
    carryOutWritten();
    while (!telling.isAllWritten()) {
      receive(null);
      carryOutWritten();
    }
  }

  private void commitFiles() {
    signal(outputs.commit(step -> signal(new Signal.CommitProceeded(step))));
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

  private RunReport report() {
    return telling.report(environment.prices());
  }

  private Instant now() {
    return environment.clock().instant();
  }
}
