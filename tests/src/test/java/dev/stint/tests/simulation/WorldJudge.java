package dev.stint.tests.simulation;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.RunCost;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What must hold in a [World]: the claims about its log, its output, its cost and what it leaves.
final class WorldJudge {

  private static final PriceTable PRICES = PriceTable.US_EAST_1_ARM;

  private final World world;
  private final OutputJudge output;
  private final String runPath;
  private @Nullable String breach;
  private boolean mayLeaveSomething;
  private List<LoggedEvent> log = List.of();

  WorldJudge(World world) {
    this.world = world;
    this.runPath = world.plan.request().settings().runPath(WorldPlan.RUN_ID);
    this.output = new OutputJudge(world.plan, world.s3);
  }

  void claims(Invariants invariants) {
    invariants
        .always("each coordinator tells what can be", this::coordinatorsBreach)
        .always("nothing is visible before the commit point", output::earlyBreach)
        .atTheEnd("the run comes to its end", this::endBreach)
        .atTheEnd("the log is dense", this::densityBreach)
        .atTheEnd("the log tells how the run went", this::logBreach)
        .atTheEnd("what winners wrote is there while it is needed", this::missingBreach)
        .atTheEnd("runs fail for a reason", this::failureBreach)
        .atTheEnd("the output is the run's, or as it was", () -> output.breach(log))
        .atTheEnd("readers read what was written", () -> RowsRead.breach(world.plan.request(), log))
        .atTheEnd("the cost is what was used", this::costBreach)
        .atTheEnd("nothing is left", this::leftoverBreach);
  }

  void writeOldOutput() {
    output.writeOld();
  }

  private void broken(String what) {
    if (breach == null) {
      breach = what;
    }
  }

  private Optional<String> coordinatorsBreach() {
    if (breach != null) {
      return Optional.of(breach);
    }
    for (var watch : world.watches) {
      if (watch.breach().isPresent()) {
        return watch.breach();
      }
    }
    return Optional.empty();
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
      var status = reportOf(readLog()).status();
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
        world.watches.stream()
            .filter(
                watch ->
                    watch.heard().stream()
                        .anyMatch(logged -> logged.event() instanceof RunEvent.RunEnded))
            .count();
    var message = String.valueOf(e.getMessage());
    return enders > 1 && (message.contains("swept before") || message.contains("no such object"));
  }

  /// Called when no coordinator is left, before functions that nobody hears have ended.
  void afterTheRun() {
    mayLeaveSomething =
        world.lambda.inUse() > 0
            || world.coordinators.size() > 1
            || world.isDisturbed
            || !world.plan.lambda().faults().equals(LambdaFaults.NONE)
            || !world.plan.s3Faults().equals(S3Faults.MEASURED);
    log = readLog();
  }

  /// Called when functions have had time to hear that they are to stop. That of a coordinator that
  /// died runs on, as does one whose stop was lost.
  void afterStopping() {
    boolean mustHaveStopped =
        world.plan.lambda().faults().equals(LambdaFaults.NONE)
            && world.plan.s3Faults().equals(S3Faults.MEASURED)
            && !world.isDisturbed
            && world.coordinators.size() == 1;
    if (mustHaveStopped && world.lambda.inUse() > 0) {
      broken(world.lambda.inUse() + " functions run on for nobody");
    }
  }

  private List<LoggedEvent> readLog() {
    return new Journal(world.s3.state(), runPath, "judge").read();
  }

  private static RunReport reportOf(List<LoggedEvent> log) {
    var fold = new ReportFold();
    log.forEach(fold::on);
    return fold.report(PRICES);
  }

  private Optional<String> endBreach() {
    return world.isOver()
        ? Optional.empty()
        : Optional.of("after %s events all is still under way".formatted(world.time.happened()));
  }

  private Optional<String> densityBreach() {
    var folder = Journal.folder(runPath);
    var names = world.s3.state().paths().stream().filter(path -> path.startsWith(folder)).toList();
    var dense =
        IntStream.range(0, names.size())
            .mapToObj(number -> "%s%08d.json".formatted(folder, number))
            .toList();
    return names.equals(dense) ? Optional.empty() : Optional.of(names.toString());
  }

  private Optional<String> logBreach() {
    var state = new RunState(world.plan.request());
    log.forEach(logged -> state.apply(logged.time(), logged.event()));
    if (state.phase() != RunState.Phase.SWEPT) {
      return Optional.of("the run is " + state.phase());
    }
    for (int number = 0; number < world.coordinators.size(); number++) {
      var report = world.coordinators.get(number).report();
      boolean isFinisher = report != null && report.status() != RunStatus.RUNNING;
      if (isFinisher && !isPrefix(world.watches.get(number).heard())) {
        return Optional.of("coordinator " + number + " told something else");
      }
    }
    return Optional.empty();
  }

  private boolean isPrefix(List<LoggedEvent> heard) {
    return heard.size() <= log.size() && log.subList(0, heard.size()).equals(heard);
  }

  /// By the log: a coordinator that has lost its place may still wait for attempts in vain.
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

  private Optional<String> failureBreach() {
    var report = reportOf(log);
    var failure = report.failure();
    if (failure != null && failure.kind() == FailureKind.INTERNAL) {
      return Optional.of("internal: " + failure.message() + "\n" + failure.stackTrace());
    }
    if (failure == null || !isCalm() || output.mayRefuse()) {
      return Optional.empty();
    }
    // Some tasks are more than a function can do in its time.
    boolean isTooLong = failure.message().contains("ran out of time");
    return isTooLong ? Optional.empty() : Optional.of(failure.message());
  }

  /// Of what was billed, a report does not know how functions start, nor the requests that were
  /// repeated.
  private Optional<String> costBreach() {
    boolean isKnown =
        isCalm()
            && world.coordinators.size() == 1
            && !world.isCancelled
            && log.stream().noneMatch(it -> it.event() instanceof RunEvent.AttemptCancelled);
    if (!isKnown) {
      return Optional.empty();
    }
    double told = reportOf(log).cost().memoryDollars();
    double billed = RunCost.of(world.lambda.usage(), PRICES).memoryDollars();
    double starts = RunCost.of(world.lambda.startUsage(), PRICES).memoryDollars();
    double off = Math.abs(told + starts - billed);
    return off <= billed * 0.01 + 1e-9
        ? Optional.empty()
        : Optional.of("$%.9f told, $%.9f of starts, $%.9f billed".formatted(told, starts, billed));
  }

  private Optional<String> leftoverBreach() {
    if (!mayLeaveSomething) {
      var left = leftovers();
      if (!left.isEmpty()) {
        return Optional.of("before gc: " + left);
      }
    }
    var failure = world.collectGarbage();
    if (failure.isPresent()) {
      return Optional.of("gc: " + failure.get());
    }
    var left = leftovers();
    return left.isEmpty() ? output.breachAfterGc(log) : Optional.of("after gc: " + left);
  }

  private List<String> leftovers() {
    var left = new ArrayList<String>();
    var journal = Journal.folder(runPath);
    for (var path : world.s3.state().paths()) {
      boolean isWork = path.startsWith("s3://work/") && !path.startsWith(journal);
      boolean isRecord = path.endsWith("/_stint_commit");
      if (isWork || isRecord) {
        left.add(path);
      }
    }
    for (var bucket : List.of("s3://lake/", "s3://work/")) {
      world.s3.state().listUploads(bucket).forEach(upload -> left.add(upload.toString()));
    }
    return left;
  }
}
