package dev.stint.coordinator.handler;

import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.history.RunLog;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.job.JobState;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.trigger.DeadLetters;
import dev.stint.coordinator.trigger.ExecutionRunner;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.TaskFailure;
import dev.stint.shuffle.store.ObjectStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;

/// Goes on with executions of jobs from their logs, each for as long as an invocation lasts, and
/// then has them gone on with by another. What it is asked twice it does once: an execution that
/// has ended is left alone, and so is one whose coordinator shows that it is there.
final class Executions {

  private static final System.Logger LOG = System.getLogger(Executions.class.getName());

  /// How often it looks whether a coordinator that was there a moment ago still is.
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// How an invocation ended.
  enum Ending {
    /// The execution is over: it was before, or this invocation brought it to its end.
    OVER,
    /// The next invocation goes on with it.
    HANDED_OVER,
    /// Another coordinator has it.
    ELSEWHERE
  }

  /// What an execution needs besides its logs. `sessions` makes one that plans in a time zone.
  record Ports(Function<ZoneId, Session> sessions, HandOver next, DeadLetters deadLetters) {}

  private final RunHistory history;
  private final Ports ports;
  private final InstantSource clock;
  private final ExecutionRunner runner;

  Executions(ObjectStore store, String workPath, Ports ports, InstantSource clock) {
    this.history = new RunHistory(store, workPath);
    this.ports = ports;
    this.clock = clock;
    this.runner = new ExecutionRunner(store, workPath, ports.deadLetters(), clock);
  }

  /// @throws StintException of kind TRANSIENT when what went wrong may pass: it is to be called
  ///   again; what fails for good is a dead letter
  Ending goOn(String executionId, Life life) {
    var found = find(executionId);
    if (found.isEmpty()) {
      return Ending.OVER;
    }
    var entry = found.get();
    try (var session = ports.sessions().apply(entry.timeZone())) {
      return goOn(entry.request(), session, life);
    } catch (StintException e) {
      throwOnIfItMayPass(e);
      LOG.log(Level.ERROR, "execution=" + executionId + " failed", e);
      runner.fail(entry.request(), e.kind(), String.valueOf(e.getMessage()));
      return Ending.OVER;
    }
  }

  /// Empty when the execution has failed since it cannot be known what was asked of it.
  private Optional<JobLog.Entry> find(String executionId) {
    try {
      var found = runner.find(executionId);
      if (found.isEmpty()) {
        runner.failUnknown(null, executionId);
      }
      return found;
    } catch (StintException e) {
      throwOnIfItMayPass(e);
      LOG.log(Level.ERROR, "execution=" + executionId + " cannot be read", e);
      runner.failUnread(null, executionId, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static void throwOnIfItMayPass(StintException e) {
    if (e.kind() == FailureKind.TRANSIENT) {
      throw e;
    }
  }

  private Ending goOn(JobRequest request, Session session, Life life) {
    var state = JobState.of(request, history, session.prices());
    if (state.underWay().isPresent()) {
      var last = awaitSilence(state.underWay().get());
      if (last.isEmpty()) {
        return Ending.ELSEWHERE;
      }
      if (last.get().isSwept()) {
        state = JobState.of(request, history, session.prices());
      }
    }
    boolean isOver = state.end().isPresent() || runner.hasEnded(request);
    if (!isOver && life.isHopeless() && !giveUp(request, state.underWay(), session)) {
      return Ending.OVER;
    }
    try (var leaving = new Leaving(session, life.limit(), clock)) {
      return goOn(request, state, session, life, leaving);
    }
  }

  private Ending goOn(
      JobRequest request, JobState state, Session session, Life life, Leaving leaving) {
    try {
      var end = runner.goOn(request, state, session, leaving, ResultConsumer.NONE);
      if (end.isEmpty()) {
        return leaving.isDue() ? handOver(request, state, life, leaving) : Ending.ELSEWHERE;
      }
      LOG.log(Level.INFO, "execution={0} outcome={1}", request.id(), end.get());
      return Ending.OVER;
    } catch (Leaving.TimeIsUp _) {
      return handOver(request, state, life, leaving);
    }
  }

  /// Costs little, as there is little time.
  private Ending handOver(JobRequest request, JobState before, Life life, Leaving leaving) {
    boolean isFruitless =
        !leaving.hasFinishedRuns()
            && Progress.of(leaving.runId().flatMap(history::read))
                <= Progress.of(before.underWay());
    ports.next().handOver(request.id(), isFruitless ? life.fruitlessBefore() + 1 : 0);
    return Ending.HANDED_OVER;
  }

  /// Fails an execution with which no coordinator gets on. Says whether its run is still to be
  /// ended, which the session then does; a commit is rather finished.
  private boolean giveUp(JobRequest request, Optional<RunLog> running, Session session) {
    var what =
        running.isPresent() ? "a task of run " + running.get().runId() : "planning a statement";
    var text =
        "%d coordinators in a row came to the end of their time with nothing done: %s takes longer than a coordinator lives. Deploy with a longer --coordinator-timeout, 15m at most, or give the statement less to do at once: smaller or more files, or several statements"
            .formatted(Life.MAX_FRUITLESS, what);
    if (running.isEmpty()) {
      runner.fail(request, FailureKind.USER, text);
      return false;
    }
    if (!running.get().isCommitting()) {
      session.end(new TaskFailure(FailureKind.USER, text, null));
    }
    return true;
  }

  /// Waits until the run's coordinator has been silent for long enough, and gives the log that was
  /// seen last; empty when it shows that it is there.
  private Optional<RunLog> awaitSilence(RunLog first) {
    var log = first;
    while (!log.isSwept() && !log.isSilentFor(RunLog.SILENCE, clock.instant())) {
      if (isLater(log, first)) {
        return Optional.empty();
      }
      pause();
      var seen = log;
      log = history.read(log.runId()).map(read -> read.notSilentBefore(seen)).orElse(log);
    }
    return Optional.of(log);
  }

  private static boolean isLater(RunLog log, RunLog first) {
    Instant sign = log.lastSign();
    return sign.isAfter(first.lastSign()) || log.events().size() > first.events().size();
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StintException.transientFailure("interrupted", e);
    }
  }
}
