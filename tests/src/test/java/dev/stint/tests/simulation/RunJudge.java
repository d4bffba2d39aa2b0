package dev.stint.tests.simulation;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.RunCost;
import dev.stint.coordinator.commit.CommitStep;
import dev.stint.coordinator.event.AttemptId;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.Reaction;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.run.ReportFold;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.task.TaskOutput;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What must hold of one run in a [World]: the claims about its log, its end and its cost.
final class RunJudge {

  private static final PriceTable PRICES = PriceTable.US_EAST_1_ARM;

  /// How late a coordinator may notice that its run has become too dear: it hears of functions that
  /// have started, and of the end of others, by answers that are under way.
  private static final Duration NOTICE_TIME = Duration.ofSeconds(2);

  private static final Duration DISCARD_TIME = Duration.ofSeconds(5);

  private final World world;
  private final WorldRun run;
  private final OutputJudge output;
  private final Consumer<String> onBreach;
  private List<LoggedEvent> log = List.of();
  private @Nullable RunReport report;

  RunJudge(World world, WorldRun run, OutputJudge output, Consumer<String> onBreach) {
    this.world = world;
    this.run = run;
    this.output = output;
    this.onBreach = onBreach;
  }

  private void broken(String what) {
    onBreach.accept(what);
  }

  /// What a coordinator returns must stand in the log.
  void coordinatorEnded(SimulatedCoordinator coordinator) {
    var thrown = coordinator.thrown();
    boolean isForeseen =
        thrown == null
            || (thrown instanceof StintException e
                && (e.kind() == FailureKind.TRANSIENT || isSweptByAnother(e)));
    if (!isForeseen) {
      thrown.printStackTrace();
      broken(coordinator.process().name() + " threw " + thrown);
    }
    var report = coordinator.report();
    if (report != null && report.status() != RunStatus.RUNNING) {
      var status = reportOf(run.log()).status();
      if (status != report.status()) {
        broken(
            "%s reports %s, the log says %s"
                .formatted(coordinator.process().name(), report.status(), status));
      }
    }
  }

  /// The result of a run that more than one coordinator brought to its end is there for the first.
  private boolean isSweptByAnother(StintException e) {
    long enders =
        run.watches.stream()
            .filter(
                watch ->
                    watch.heard().stream()
                        .anyMatch(logged -> logged.event() instanceof RunEvent.RunEnded))
            .count();
    var message = String.valueOf(e.getMessage());
    return enders > 1 && (message.contains("swept before") || message.contains("no such object"));
  }

  /// Looks at what the coordinator does when it tells of some events.
  void follow(SimulatedCoordinator coordinator, RunWatch watch) {
    watch.follow(
        event -> {
          switch (event) {
            case RunEvent.RunEnded _ -> requireWithinLimit(watch);
            case RunEvent.CommitStarted _ -> world.commitBegins();
            case RunEvent.CommitStepDone(CommitStep.PointReached _) -> world.pointReached();
            case RunEvent.AttemptSucceeded(var id, var output, _, _, var standing)
                when standing == RunEvent.Standing.LATE ->
                world.time.after(DISCARD_TIME, () -> requireGone(coordinator, watch, id, output));
            case RunEvent _ -> {}
          }
        });
  }

  /// What came too late is discarded while the run goes on.
  private void requireGone(
      SimulatedCoordinator coordinator, RunWatch watch, AttemptId id, TaskOutput late) {
    boolean isDue =
        !coordinator.isOver()
            && watch.heard().stream().noneMatch(it -> isAboutToEnd(it.event()))
            && !world.isDisturbed
            && run.coordinators.size() == 1
            && world.plan.s3Faults().equals(S3Faults.MEASURED);
    if (isDue && isThere(late)) {
      broken("what attempt " + id + " wrote too late is still there");
    }
  }

  /// A coordinator that commits does nothing else meanwhile.
  private static boolean isAboutToEnd(RunEvent event) {
    return event instanceof RunEvent.CommitStarted || event instanceof RunEvent.RunEnded;
  }

  private boolean isThere(TaskOutput output) {
    return switch (output) {
      case TaskOutput.Segment(var segment) -> world.s3.state().head(segment.path()).isPresent();
      case TaskOutput.Files(var files) ->
          files.stream()
              .anyMatch(
                  file ->
                      world.s3.state().listUploads(file.path()).stream()
                          .anyMatch(upload -> upload.uploadId().equals(file.uploadId())));
    };
  }

  /// Where the coordinator hears of all functions, those under way when it ends the run have cost
  /// no more by then than the limit, but for their starts, which it cannot know of.
  private void requireWithinLimit(RunWatch watch) {
    boolean isKnown =
        world.runs.size() == 1
            && run.coordinators.size() == 1
            && !world.isDisturbed
            && world.plan.lambda().faults().equals(LambdaFaults.NONE)
            && watch.heard().stream()
                .noneMatch(it -> it.event() instanceof RunEvent.AttemptCancelled);
    if (!isKnown) {
      return;
    }
    double spent = RunCost.of(world.lambda.usageSoFar(), PRICES).totalDollars();
    double starts = RunCost.of(world.lambda.startUsage(), PRICES).totalDollars();
    double unnoticed =
        world.lambda.runningBytes() / (1 << 30) * NOTICE_TIME.toSeconds() * PRICES.gigabyteSecond();
    double most = run.request.settings().maxDollars() * 1.01 + starts + unnoticed;
    if (spent > most) {
      broken("$%.9f were spent when the run was ended, more than $%.9f".formatted(spent, most));
    }
  }

  void readLog() {
    log = run.log();
    report = reportOf(log);
  }

  /// What its log came to.
  private RunReport report() {
    return Objects.requireNonNull(report);
  }

  private static RunReport reportOf(List<LoggedEvent> log) {
    var fold = new ReportFold();
    log.forEach(fold::on);
    return fold.report(PRICES);
  }

  /// What is wrong when all is over.
  Optional<String> breachAtTheEnd() {
    return Stream.of(
            densityBreach(),
            logBreach(),
            missingBreach(),
            failureBreach(),
            outputBreach(),
            RowsRead.breach(run.request, log),
            costBreach())
        .flatMap(Optional::stream)
        .findFirst()
        .map(breach -> run.request.runId() + ": " + breach);
  }

  private Optional<String> densityBreach() {
    var folder = Journal.folder(run.runPath());
    var names = world.s3.state().paths().stream().filter(path -> path.startsWith(folder)).toList();
    var dense =
        IntStream.range(0, names.size())
            .mapToObj(number -> "%s%08d.json".formatted(folder, number))
            .toList();
    return names.equals(dense) ? Optional.empty() : Optional.of("the log is not dense: " + names);
  }

  private Optional<String> logBreach() {
    var state = new RunState(run.request);
    log.forEach(logged -> state.apply(logged.time(), logged.event()));
    if (state.phase() != RunState.Phase.SWEPT) {
      return Optional.of("by its log the run is " + state.phase());
    }
    for (int number = 0; number < run.coordinators.size(); number++) {
      var report = run.coordinators.get(number).report();
      boolean isFinisher = report != null && report.status() != RunStatus.RUNNING;
      if (isFinisher && !isPrefix(run.watches.get(number).heard())) {
        return Optional.of("coordinator " + number + " told something else than the log");
      }
    }
    return Optional.empty();
  }

  private boolean isPrefix(List<LoggedEvent> heard) {
    return heard.size() <= log.size() && log.subList(0, heard.size()).equals(heard);
  }

  /// What winners wrote is there while it is needed. By the log: a coordinator that has lost its
  /// place may still wait for attempts in vain.
  private Optional<String> missingBreach() {
    for (var logged : log) {
      switch (logged.event()) {
        case RunEvent.RunEnded _ -> {
          return Optional.empty();
        }
        case RunEvent.AttemptFailed(var id, var failure, _, _, var reaction)
            when !(reaction instanceof Reaction.Ignore)
                && failure.message().contains("there is no such object") -> {
          return Optional.of("attempt " + id + ": " + failure.message());
        }
        case RunEvent _ -> {}
      }
    }
    return Optional.empty();
  }

  private boolean isCalm() {
    return world.plan.isCalm() && !world.isDisturbed;
  }

  /// Runs fail for a reason.
  private Optional<String> failureBreach() {
    var failure = report().failure();
    if (failure != null && failure.kind() == FailureKind.INTERNAL) {
      return Optional.of("internal: " + failure.message() + "\n" + failure.stackTrace());
    }
    boolean mayRefuse = sink() != null && output.mayRefuse(sink());
    if (failure == null || !isCalm() || mayRefuse) {
      return Optional.empty();
    }
    // Some tasks are more than a function can do in its time.
    boolean isTooLong = failure.message().contains("ran out of time");
    // Another run may have all the places of the account for longer than anybody waits.
    boolean isCrowdedOut = world.runs.size() > 1 && failure.message().contains("throttled");
    // Who takes a run up that has committed cannot tell when a later one has replaced its files.
    boolean isReplaced = sink() != null && output.isReplaced(run.request.runId());
    return isTooLong || isCrowdedOut || isReplaced
        ? Optional.empty()
        : Optional.of("failed: " + failure.message());
  }

  private @Nullable FileSink sink() {
    return run.request.graph().root().fragment().output() instanceof FileSink sink ? sink : null;
  }

  private Optional<String> outputBreach() {
    return sink() == null ? Optional.empty() : output.breach(run.request.runId(), sink(), log);
  }

  /// Of what was billed, a report does not know how functions start, nor the requests that were
  /// repeated.
  private Optional<String> costBreach() {
    boolean isKnown =
        isCalm()
            && world.runs.size() == 1
            && run.coordinators.size() == 1
            && !run.isCancelled
            && log.stream().noneMatch(it -> it.event() instanceof RunEvent.AttemptCancelled);
    if (!isKnown) {
      return Optional.empty();
    }
    double told = report().cost().memoryDollars();
    double billed = RunCost.of(world.lambda.usage(), PRICES).memoryDollars();
    double starts = RunCost.of(world.lambda.startUsage(), PRICES).memoryDollars();
    double off = Math.abs(told + starts - billed);
    return off <= billed * 0.01 + 1e-9
        ? Optional.empty()
        : Optional.of("$%.9f told, $%.9f of starts, $%.9f billed".formatted(told, starts, billed));
  }

  /// Whether the run has committed files and could not say how that ended.
  boolean mayBePending() {
    var failure = report().failure();
    return failure != null && failure.message().contains("committed");
  }
}
