package dev.stint.coordinator.run;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.journal.JournalWriter;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskOutput;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what was decided to the journal, the report, the limits and the listener, and says what of
/// it may be carried out by now. Attempts may start as soon as the entry is written that says that
/// the run is this coordinator's; everything else that an event asks for waits until the event
/// itself is written. Belongs to the driver's thread.
final class Telling implements AutoCloseable {

  /// What an event asks for, and its number: that of events told before it.
  private record Effect(long number, RunEvent event) {}

  /// From how many characters on a segment in an event goes ahead of the last entry, for whose
  /// writing the end of the run waits.
  private static final int LONG_SEGMENT = 32 << 10;

  private final InstantSource clock;
  private final JournalWriter journal;
  private final OwnRequests ownRequests;
  private final Limits limits;
  private final ReportFold report = new ReportFold();
  private final Deque<Effect> effects = new ArrayDeque<>();
  private final Deque<RunEvent.AttemptStarted> starts = new ArrayDeque<>();

  /// How the log begins, until it is told with what follows.
  private final List<LoggedEvent> beginning = new ArrayList<>();

  private RunListener listener;
  private long toldCount;

  /// How many events must be written until the run is this coordinator's.
  private long claimCount = Long.MAX_VALUE;

  Telling(
      InstantSource clock,
      JournalWriter journal,
      OwnRequests ownRequests,
      Limits limits,
      RunListener listener) {
    this.clock = clock;
    this.journal = journal;
    this.ownRequests = ownRequests;
    this.limits = limits;
    this.listener = listener;
  }

  /// Takes up what coordinators before this one have told, and `state` with it.
  void replay(List<LoggedEvent> history, RunState state) {
    for (var logged : history) {
      state.apply(logged.time(), logged.event());
      report.on(logged);
      limits.on(logged);
      listener.on(logged);
    }
    if (!history.isEmpty()) {
      limits.takenUp(clock.instant());
    }
  }

  /// Takes note of how the log begins. It is told with what is told next, in one entry: the first
  /// attempts have one less to wait for.
  void begin(RunEvent.RunStarted started) {
    var entry = new LoggedEvent(clock.instant(), started);
    beginning.add(entry);
    toldCount++;
    report.on(entry);
    limits.on(entry);
  }

  /// Tells all but the listener, who hears what is returned by [#announce].
  List<LoggedEvent> tell(List<RunEvent> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    var logged = new ArrayList<>(beginning);
    beginning.clear();
    for (var event : ownRequests.with(events)) {
      var entry = new LoggedEvent(clock.instant(), event);
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
    journal.append(
        logged, logged.stream().anyMatch(one -> isAwaited(one.event()) || isLong(one.event())));
    return logged;
  }

  private static boolean isLong(RunEvent event) {
    return event instanceof RunEvent.AttemptSucceeded succeeded
        && succeeded.output() instanceof TaskOutput.Segment(var segment)
        && segment.inlineBase64() != null
        && segment.inlineBase64().length() >= LONG_SEGMENT;
  }

  /// Whether something is waiting until the event is written: all but how the run's attempts and
  /// stages go on.
  private static boolean isAwaited(RunEvent event) {
    return event instanceof RunEvent.AttemptCancelled
        || (event instanceof RunEvent.OfRun && !(event instanceof RunEvent.RequestsMade));
  }

  void announce(List<LoggedEvent> told) {
    told.forEach(listener::on);
  }

  /// Tells the listener nothing more, as it has failed.
  void dropListener() {
    listener = RunListener.NONE;
  }

  /// The next attempt that may start; `null` when there is none.
  RunEvent.@Nullable AttemptStarted nextStart() {
    return journal.writtenCount() < claimCount ? null : starts.poll();
  }

  /// The next event that is written and not carried out; `null` when there is none.
  @Nullable RunEvent nextWritten() {
    var next = effects.peek();
    return next != null && next.number() < journal.writtenCount() ? effects.remove().event() : null;
  }

  boolean isAllWritten() {
    return journal.writtenCount() == toldCount;
  }

  /// @throws RuntimeException what ended the writing, if anything did
  void requireJournal() {
    var failure = journal.failure();
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  RunReport report(PriceTable prices) {
    return report.report(prices);
  }

  /// Whether attempts may have written what nobody was told of.
  boolean mayHaveLostOutputs() {
    return report.mayHaveLostOutputs();
  }

  /// When the first limit will be reached if nothing changes; `null` when none will be.
  @Nullable Instant limitEnd() {
    return limits.end(report.usage(), clock.instant());
  }

  /// Why the run is to be ended; `null` while no limit is reached.
  @Nullable TaskFailure limitReached() {
    return limits.reached(report.usage(), clock.instant());
  }

  @Override
  public void close() {
    journal.close();
  }
}
