package dev.stint.coordinator.handler;

import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.job.JobListener;
import dev.stint.coordinator.job.JobStep;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.Session;
import dev.stint.plan.stage.StageGraph;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes an execution leave when its time is up: the run that is under way, and before a step is
/// planned or run, the job. It has a thread of its own, which only ever calls the session; all else
/// is of the thread that executes.
final class Leaving implements JobListener, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Leaving.class.getName());

  /// Ends a job between its runs. Nothing is wrong.
  static final class TimeIsUp extends RuntimeException {
    private TimeIsUp() {
      super("the time is up", null, false, false);
    }
  }

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("leave").factory());
  private final InstantSource clock;
  private @Nullable String runId;
  private boolean hasFinishedRuns;
  private final TimeLimit limit;

  Leaving(Session session, TimeLimit limit, InstantSource clock) {
    this.clock = clock;
    this.limit = limit;
    var rest = Duration.between(clock.instant(), limit.leaveTime());
    var _ =
        timer.schedule(
            () -> session.leave(limit.patience()),
            Math.max(0, rest.toMillis()),
            TimeUnit.MILLISECONDS);
  }

  boolean isDue() {
    return !clock.instant().isBefore(limit.leaveTime());
  }

  /// The run that was begun last, in this life.
  Optional<String> runId() {
    return Optional.ofNullable(runId);
  }

  /// Whether a run came to its end in this life.
  boolean hasFinishedRuns() {
    return hasFinishedRuns;
  }

  private void check() {
    if (isDue()) {
      throw new TimeIsUp();
    }
  }

  @Override
  public void stepStarted(JobStep step) {
    check();
    runId = step.runId();
    LOG.log(Level.INFO, "run={0} state=planning", step.runId());
  }

  @Override
  public RunListener stepPlanned(JobStep step, StageGraph graph, RunEstimate estimate) {
    check();
    LOG.log(Level.INFO, "run={0} state=started stages={1}", step.runId(), graph.stages().size());
    return RunListener.NONE;
  }

  @Override
  public void stepMayReachLimit(JobStep step, String text) {
    LOG.log(Level.WARNING, "run={0} limit={1}", step.runId(), text);
  }

  @Override
  public void stepFinished(JobStep step, RunReport report) {
    hasFinishedRuns |= report.status() != RunStatus.RUNNING;
    LOG.log(
        Level.INFO,
        "run={0} state={1} dollars={2} coordinators={3}",
        step.runId(),
        report.status(),
        Double.toString(report.cost().totalDollars()),
        report.coordinators());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
