package dev.stint.coordinator.handler;

import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.history.RunLog;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.job.JobReport;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.job.JobRun;
import dev.stint.coordinator.job.JobState;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.trigger.DeadLetter;
import dev.stint.coordinator.trigger.DeadLetters;
import dev.stint.coordinator.trigger.JobStarter;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
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
  record Ports(Function<ZoneId, Session> sessions, JobStarter starter, DeadLetters deadLetters) {}

  private final ObjectStore store;
  private final String workPath;
  private final Ports ports;
  private final InstantSource clock;

  Executions(ObjectStore store, String workPath, Ports ports, InstantSource clock) {
    this.store = store;
    this.workPath = workPath;
    this.ports = ports;
    this.clock = clock;
  }

  /// @throws StintException of kind TRANSIENT when what went wrong may pass: it is to be called
  ///   again; what fails for good is a dead letter
  Ending goOn(String executionId, TimeLimit limit) {
    var found = new JobLog(store, workPath).read(executionId);
    if (found.isEmpty()) {
      ports.deadLetters().add(unknown(executionId));
      return Ending.OVER;
    }
    var entry = found.get();
    try (var session = ports.sessions().apply(entry.timeZone())) {
      return goOn(entry.request(), session, limit);
    } catch (StintException e) {
      if (e.kind() == FailureKind.TRANSIENT) {
        throw e;
      }
      LOG.log(Level.ERROR, "execution=" + executionId + " failed: " + e.getMessage(), e);
      ports
          .deadLetters()
          .add(
              DeadLetter.of(
                  entry.request(), e.kind(), String.valueOf(e.getMessage()), clock.instant()));
      return Ending.OVER;
    }
  }

  private DeadLetter unknown(String executionId) {
    return new DeadLetter(
        null,
        executionId,
        null,
        "%s/jobs has nothing of execution %s".formatted(workPath, executionId),
        "it was never started, or its log was cleared away: start the job again",
        clock.instant(),
        null);
  }

  private Ending goOn(JobRequest request, Session session, TimeLimit limit) {
    var history = new RunHistory(store, workPath);
    var state = JobState.of(request, history, session.prices());
    if (state.end().isPresent()) {
      return Ending.OVER;
    }
    var running = state.underWay();
    if (running.isPresent() && isElsewhere(running.get(), history)) {
      return Ending.ELSEWHERE;
    }
    // Read again: whoever had it may have finished it.
    var now = running.isPresent() ? JobState.of(request, history, session.prices()) : state;
    if (now.end().isPresent()) {
      return Ending.OVER;
    }
    try (var leaving = new Leaving(session, limit, clock)) {
      return ending(request, execute(request, session, now, leaving), leaving);
    }
  }

  /// Empty when the time was up between two runs.
  private static Optional<JobReport> execute(
      JobRequest request, Session session, JobState state, Leaving leaving) {
    var job = new JobRun(request, session, leaving, ResultConsumer.NONE);
    try {
      return Optional.of(
          state
              .underWay()
              .map(run -> job.resume(state.finished(), run.request()))
              .orElseGet(() -> job.resume(state.finished())));
    } catch (Leaving.TimeIsUp _) {
      return Optional.empty();
    }
  }

  private Ending ending(JobRequest request, Optional<JobReport> report, Leaving leaving) {
    if (report.isEmpty()) {
      ports.starter().start(request.id());
      return Ending.HANDED_OVER;
    }
    var last = report.get().runs().getLast();
    return switch (last.status()) {
      case RUNNING -> {
        if (!leaving.isDue()) {
          yield Ending.ELSEWHERE;
        }
        ports.starter().start(request.id());
        yield Ending.HANDED_OVER;
      }
      case FAILED -> failed(request, last);
      case SUCCEEDED, SKIPPED, CANCELLED -> Ending.OVER;
    };
  }

  private Ending failed(JobRequest request, RunReport report) {
    var failure = report.failure();
    if (failure == null) {
      throw StintException.internal("run " + report.runId() + " failed without a reason", null);
    }
    ports.deadLetters().add(DeadLetter.of(request, failure, clock.instant()));
    return Ending.OVER;
  }

  /// Waits until the run's coordinator shows that it is there, or has been silent for long enough.
  private boolean isElsewhere(RunLog first, RunHistory history) {
    var log = first;
    while (!log.isSwept() && !log.isSilentFor(RunLog.SILENCE, clock.instant())) {
      if (isLater(log, first)) {
        return true;
      }
      pause();
      var seen = log;
      log = history.read(log.runId()).map(read -> read.notSilentBefore(seen)).orElse(log);
    }
    return false;
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
