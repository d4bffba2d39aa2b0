package dev.stint.coordinator.job;

import dev.stint.coordinator.estimate.CostCheck;
import dev.stint.coordinator.estimate.EstimateSettings;
import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.request.RunLimits;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.user.UserJarFiles;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.request.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Executes a job: plans and runs its steps one after the other on the caller's thread, until one
/// does not succeed. `results` takes the job's result, the rows of a last statement without output.
/// To end it early, cancel the session.
///
/// It keeps nothing between steps but the reports of those that are over. They say where the job is
/// and what is left of its limits, so whoever has them can go on.
public final class JobRun {

  private final JobRequest request;
  private final Session session;
  private final JobListener listener;
  private final ResultConsumer results;
  private final WrittenTables written;

  private final Namespace names;

  public JobRun(JobRequest request, Session session, JobListener listener, ResultConsumer results) {
    this(request, session, listener, results, Namespace.EMPTY);
  }

  /// A job whose statements see `names` too: one of a single statement, since whoever goes on with
  /// a job does not know them.
  public JobRun(
      JobRequest request,
      Session session,
      JobListener listener,
      ResultConsumer results,
      Namespace names) {
    this.names =
        request.functions().isEmpty()
            ? names
            : names.withUserFunctions(new UserJarFiles(session).functions(request.functions()));
    this.request = request;
    this.session = session;
    this.listener = listener;
    this.results = results;
    this.written = new WrittenTables(JobStep.of(request), this::plan);
  }

  /// Executes the job from its first step.
  ///
  /// @throws StintException when a step cannot be planned, or would cost more than it may; what the
  ///   steps before it did stays done
  public JobReport run() {
    if (JobStep.of(request).size() > 1) {
      // One run alone is resumed from its own log.
      new JobLog(session.store(), session.workPath()).begin(request, session.timeZone());
    }
    return resume(List.of());
  }

  /// Plans the job's first step, to find out whether it can be run; runs nothing.
  ///
  /// @throws StintException when it cannot be planned, or would cost more than it may
  public void check() {
    var step = JobStep.of(request).getFirst();
    var limits = left(List.of());
    var graph = plan(step);
    requireAffordable(
        step, RunEstimate.of(graph, session.estimateSettings(limits), session.prices()), limits);
  }

  /// Goes on with a job whose first steps are over and ended as `finished` says, in their order. A
  /// step whose run was under way is run under the id it had.
  ///
  /// @throws IllegalArgumentException when these are not reports of the job's first steps
  /// @throws StintException when a step cannot be planned, or would cost more than it may; what the
  ///   steps before it did stays done
  public JobReport resume(List<RunReport> finished) {
    requireFirst(JobStep.of(request), finished);
    return goOn(new ArrayList<>(finished));
  }

  /// Goes on like [#resume], with the run that was under way after `finished` as it was asked for,
  /// without planning it again.
  ///
  /// @throws IllegalArgumentException when `underWay` is not the run after the finished ones
  public JobReport resume(List<RunReport> finished, RunRequest underWay) {
    var steps = JobStep.of(request);
    requireFirst(steps, finished);
    if (finished.size() == steps.size()
        || !steps.get(finished.size()).runId().equals(underWay.runId())) {
      throw new IllegalArgumentException(underWay.runId() + " does not follow " + finished.size());
    }
    var runs = new ArrayList<>(finished);
    runs.add(goOn(steps.get(finished.size()), underWay));
    return goOn(runs);
  }

  private RunReport goOn(JobStep step, RunRequest underWay) {
    listener.stepStarted(step);
    var estimate = RunEstimate.of(underWay.graph(), settings(underWay), session.prices());
    var runListener = listener.stepPlanned(step, underWay.graph(), estimate);
    var consumer = step.output() == null ? results : ResultConsumer.NONE;
    var report = session.resume(underWay, runListener, consumer);
    listener.stepFinished(step, report);
    return report;
  }

  private EstimateSettings settings(RunRequest underWay) {
    var settings = underWay.settings();
    return session.estimateSettings(
        new RunLimits(settings.maxParallelism(), settings.maxDollars(), settings.maxDuration()));
  }

  private JobReport goOn(List<RunReport> runs) {
    var steps = JobStep.of(request);
    for (var step : steps.subList(runs.size(), steps.size())) {
      if (!runs.isEmpty() && !isDone(runs.getLast())) {
        break;
      }
      runs.add(run(step, left(runs)));
    }
    return new JobReport(request.id(), request.name(), runs);
  }

  private static void requireFirst(List<JobStep> steps, List<RunReport> finished) {
    var known = finished.stream().map(RunReport::runId).toList();
    var ids = steps.stream().map(JobStep::runId).toList();
    if (known.size() > ids.size() || !known.equals(ids.subList(0, known.size()))) {
      throw new IllegalArgumentException("runs " + known + " do not begin " + ids);
    }
  }

  private static boolean isDone(RunReport report) {
    return switch (report.status()) {
      case SUCCEEDED, SKIPPED -> true;
      case RUNNING, FAILED, CANCELLED -> false;
    };
  }

  private RunReport run(JobStep step, RunLimits limits) {
    listener.stepStarted(step);
    var _ = Thread.ofVirtual().name("journal-forms").start(Journal::prepare);
    var output = step.output();
    var graph = plan(step);
    written.planned(step, graph);
    if (output != null) {
      // What is there is looked at next, and there must be a place to look at.
      session.prepareOutput(output.path());
      WrittenTables.requireAppendable(graph, output, step.tables(), session.catalog(List.of()));
    }
    var estimate = RunEstimate.of(graph, session.estimateSettings(limits), session.prices());
    var runListener = listener.stepPlanned(step, graph, estimate);
    requireAffordable(step, estimate, limits);
    var consumer = output == null ? results : ResultConsumer.NONE;
    var report = session.run(step.runId(), step.origin(), graph, limits, runListener, consumer);
    listener.stepFinished(step, report);
    return report;
  }

  private StageGraph plan(JobStep step) {
    var output = step.output();
    var catalog = session.catalog(written.of(step), listener.stepFiles(step));
    var seen = names;
    for (var view : step.views()) {
      seen = seen.with(view);
    }
    return session.plan(step.sql(), seen, catalog, output == null ? null : JobStep.planned(output));
  }

  private void requireAffordable(JobStep step, RunEstimate estimate, RunLimits limits) {
    switch (CostCheck.of(estimate, limits.maxDollars())) {
      case CostCheck.Fine _ -> {}
      case CostCheck.Warn(var text) -> listener.stepMayReachLimit(step, text);
      case CostCheck.Refuse(var failure) -> throw StintException.user(failure.message());
    }
  }

  /// What `runs` have left of the job's limits.
  private RunLimits left(List<RunReport> runs) {
    var limits = request.limits();
    double dollars =
        limits.maxCost() == null ? Double.POSITIVE_INFINITY : limits.maxCost().doubleValue();
    for (var run : runs) {
      dollars -= run.cost().totalDollars();
    }
    return new RunLimits(
        limits.maxParallelism() == null ? Integer.MAX_VALUE : limits.maxParallelism(),
        dollars,
        limits.maxDuration() == null ? null : left(limits.maxDuration(), runs));
  }

  private static Duration left(Duration duration, List<RunReport> runs) {
    var left = duration;
    for (var run : runs) {
      left = left.minus(Duration.between(run.startTime(), run.endTime()));
    }
    return left.isNegative() ? Duration.ZERO : left;
  }
}
