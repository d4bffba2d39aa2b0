package dev.stint.coordinator.trigger;

import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.job.JobListener;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.job.JobReport;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.coordinator.job.JobRun;
import dev.stint.coordinator.job.JobState;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.session.Session;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs what triggers have started, from where its logs say it is, and notes how it ends: what
/// fails for good becomes a dead letter. Safe for use by many threads and processes: of several
/// that run one execution, one gets on.
public final class ExecutionRunner {

  private static final System.Logger LOG = System.getLogger(ExecutionRunner.class.getName());

  private final ObjectStore store;
  private final String workPath;
  private final ExecutionLog log;
  private final DeadLetters deadLetters;
  private final InstantSource clock;

  /// `workPath` has no slash at its end.
  public ExecutionRunner(
      ObjectStore store, String workPath, DeadLetters deadLetters, InstantSource clock) {
    this.store = store;
    this.workPath = workPath;
    this.log = new ExecutionLog(store, workPath);
    this.deadLetters = deadLetters;
    this.clock = clock;
  }

  /// What was asked of an execution; empty when nothing is known of it.
  ///
  /// @throws StintException of kind USER when another version of Stint wrote it
  public Optional<JobLog.Entry> find(String executionId) {
    return new JobLog(store, workPath).read(executionId);
  }

  /// Whether it is noted how an execution ended.
  public boolean hasEnded(JobRequest request) {
    return log.end(request.name(), request.id()).isPresent();
  }

  /// Runs an execution to its end, or until its session leaves it or another coordinator has taken
  /// it: then the result is empty, as there is no end to be told of yet.
  ///
  /// @throws StintException of kind TRANSIENT when it is to be tried again
  public Optional<ExecutionLog.End> run(
      JobRequest request, Session session, JobListener listener, ResultConsumer results) {
    return log.end(request.name(), request.id())
        .or(
            () -> {
              var history = new RunHistory(store, workPath);
              var state = JobState.of(request, history, session.prices());
              return goOn(request, state, session, listener, results);
            });
  }

  /// The same for who knows from the runs' logs how far the execution is.
  ///
  /// @throws StintException of kind TRANSIENT when it is to be tried again
  public Optional<ExecutionLog.End> goOn(
      JobRequest request,
      JobState state,
      Session session,
      JobListener listener,
      ResultConsumer results) {
    var known = log.end(request.name(), request.id());
    if (known.isPresent()) {
      return known;
    }
    try {
      var last = execute(request, state, session, listener, results);
      return switch (last.status()) {
        case RUNNING -> Optional.empty();
        case SUCCEEDED, SKIPPED ->
            Optional.of(ended(request, ExecutionLog.Outcome.SUCCEEDED, null));
        case CANCELLED ->
            Optional.of(ended(request, ExecutionLog.Outcome.CANCELLED, "it was cancelled"));
        case FAILED -> {
          var failure = last.failure();
          yield Optional.of(
              failure == null
                  ? fail(request, FailureKind.INTERNAL, "it failed without a reason")
                  : fail(request, failure.kind(), failure.message()));
        }
      };
    } catch (StintException e) {
      if (e.kind() == FailureKind.TRANSIENT) {
        throw e;
      }
      LOG.log(Level.ERROR, "execution=" + request.id() + " failed", e);
      return Optional.of(fail(request, e.kind(), String.valueOf(e.getMessage())));
    }
  }

  /// The report of the execution's last run so far.
  private static RunReport execute(
      JobRequest request,
      JobState state,
      Session session,
      JobListener listener,
      ResultConsumer results) {
    var end = state.end();
    if (end.isPresent()) {
      return end.get();
    }
    var run = new JobRun(request, session, listener, results);
    JobReport report =
        state
            .underWay()
            .map(underWay -> run.resume(state.finished(), underWay.request()))
            .orElseGet(() -> run.resume(state.finished()));
    return report.runs().getLast();
  }

  /// Notes that an execution has failed for good, and adds the dead letter.
  public ExecutionLog.End fail(JobRequest request, FailureKind kind, String message) {
    deadLetters.add(DeadLetter.of(request, kind, message, now()));
    return ended(request, ExecutionLog.Outcome.FAILED, message);
  }

  /// The same of an execution of which [#find] knows nothing. `job` is `null` where it is not known
  /// either.
  public void failUnknown(@Nullable String job, String executionId) {
    failUnread(
        job, executionId, "%s/jobs has nothing of execution %s".formatted(workPath, executionId));
  }

  /// The same of an execution of which [#find] cannot say what it knows, as `reason` says.
  public void failUnread(@Nullable String job, String executionId, String reason) {
    deadLetters.add(
        new DeadLetter(
            job,
            executionId,
            null,
            reason,
            "its log was cleared away or cannot be read: upload the file again, or run the time"
                + " again with 'stint backfill'",
            now(),
            null));
    log.noteEnd(job, executionId, new ExecutionLog.End(ExecutionLog.Outcome.FAILED, reason, now()));
  }

  private ExecutionLog.End ended(
      JobRequest request, ExecutionLog.Outcome outcome, @Nullable String reason) {
    var end = new ExecutionLog.End(outcome, reason, now());
    log.noteEnd(request.name(), request.id(), end);
    return end;
  }

  private Instant now() {
    return clock.instant();
  }
}
