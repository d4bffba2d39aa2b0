package dev.stint.coordinator.run;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.Inbox.Arrival;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.TaskFailure;
import dev.stint.shuffle.store.CountingObjectStore;
import dev.stint.shuffle.store.RequestCounts;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Carries out a run on the thread that calls [#run], from where its journal says it is: from the
/// start, or from where another coordinator died or left it. Used once.
public final class RunDriver {

  /// How long a coordinator that leaves waits for attempts, whose answers the next would not get.
  private static final Duration LEAVE_TIME = Duration.ofSeconds(30);

  private final RunEnvironment environment;
  private final RunRequest request;
  private final RunListener listener;
  private final ResultConsumer results;
  private final Inbox inbox;

  /// A run that was started before, by its id, goes on as it was asked for then.
  public RunDriver(
      RunEnvironment environment,
      RunRequest request,
      RunListener listener,
      ResultConsumer results) {
    this.environment = environment;
    this.request = request;
    this.listener = listener;
    this.results = results;
    this.inbox = new Inbox(environment.threads());
  }

  /// Returns when the run is over and its temporary objects are swept, or when another coordinator
  /// has it; then its report says that it is RUNNING. A failed run is a report like any other. What
  /// `results` throws is thrown here, when all is swept.
  public RunReport run() {
    var store = new CountingObjectStore(environment.store(), new RequestCounts());
    var runPath = request.settings().runPath(request.runId());
    var journal = new Journal(store, runPath, UUID.randomUUID().toString());
    var history = journal.read();
    return new Coordination(environment, asked(history), store, journal, inbox, listener, results)
        .carryOut(history);
  }

  private RunRequest asked(List<LoggedEvent> history) {
    if (history.isEmpty()) {
      return request;
    }
    if (history.getFirst().event() instanceof RunEvent.RunStarted(var first)) {
      return first;
    }
    throw StintException.internal(
        "the journal of run " + request.runId() + " does not begin with what is run", null);
  }

  /// Ends the run soon, as CANCELLED, unless it is being committed. Any thread may call this.
  public void cancel() {
    inbox.send(new Arrival.CancelRequested());
  }

  /// Ends the run soon, as FAILED for that reason, unless it is being committed. Any thread may
  /// call this.
  public void end(TaskFailure reason) {
    inbox.send(new Arrival.EndRequested(reason));
  }

  /// Leaves the run soon to another coordinator, which finds in the journal where it is. No attempt
  /// is started any more, and those that run are waited for, for a while. Any thread may call this.
  public void leave() {
    leave(LEAVE_TIME);
  }

  /// The same, waiting at most for `patience`.
  public void leave(Duration patience) {
    inbox.send(new Arrival.LeaveRequested(patience));
  }
}
