package dev.stint.tests.simulation;

import dev.stint.coordinator.commit.Leftovers;
import dev.stint.coordinator.commit.PendingCommit;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.journal.Journal;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What must hold in a [World]: the claims about its output, its readers and what it leaves, and
/// those about each run.
final class WorldJudge {

  private final World world;
  private final OutputJudge output;
  private final Map<WorldRun, RunJudge> runs = new LinkedHashMap<>();
  private final Set<String> begun = new HashSet<>();
  private final Set<String> claimed = new HashSet<>();
  private @Nullable Rival rival;
  private @Nullable String breach;
  private boolean mayLeaveSomething;
  private boolean hasCollected;

  WorldJudge(World world) {
    this.world = world;
    this.output = new OutputJudge(world.plan, world.s3);
    world.runs.forEach(run -> runs.put(run, new RunJudge(world, run, output, this::broken)));
  }

  void claims(Invariants invariants) {
    invariants
        .always("coordinators and readers see what can be", () -> Optional.ofNullable(breach))
        .always("files appear and go in their order", output::earlyBreach)
        .atTheEnd("runs keep their promises", () -> firstBreach(RunJudge::breachAtTheEnd))
        .atTheEnd("the output is the runs', or as it was", this::outputBreach)
        .atTheEnd("nothing is left", this::leftoverBreach);
  }

  private Optional<String> firstBreach(Function<RunJudge, Optional<String>> claim) {
    return runs.values().stream().flatMap(run -> claim.apply(run).stream()).findFirst();
  }

  void writeOldOutput() {
    output.writeOld();
  }

  /// Takes note of what cannot be; the first counts.
  void broken(String what) {
    if (breach == null) {
      breach = what;
    }
  }

  void coordinatorEnded(WorldRun run, SimulatedCoordinator coordinator) {
    judgeOf(run).coordinatorEnded(coordinator);
  }

  void follow(WorldRun run, SimulatedCoordinator coordinator, RunWatch watch) {
    judgeOf(run).follow(coordinator, watch);
  }

  /// Called when a function is there for an attempt. Each has a place of its own to write to, which
  /// names the coordinator, and the log says that the run is that one's.
  void begins(Script script) {
    if (!begun.add(script.stopPath())) {
      broken("two functions work for one attempt: " + script.stopPath());
    }
    for (var run : world.runs) {
      if (script.stopPath().startsWith(run.runPath())) {
        requireClaimed(run, script);
      }
    }
  }

  private void requireClaimed(WorldRun run, Script script) {
    int term = term(script);
    var coordinator = run.request.runId() + " " + term;
    if (claimed.contains(coordinator)) {
      return;
    }
    if (run.log().stream()
        .noneMatch(logged -> logged.event().equals(new RunEvent.CoordinatorStarted(term)))) {
      broken(
          "attempt "
              + script.attemptId()
              + " begins, and the run is not coordinator "
              + term
              + "'s");
    }
    claimed.add(coordinator);
  }

  /// The last number in `task-t-a-c.segment.stop`.
  private static int term(Script script) {
    var path = script.stopPath();
    int end = path.lastIndexOf(".segment");
    return Integer.parseInt(path.substring(path.lastIndexOf('-', end) + 1, end));
  }

  private RunJudge judgeOf(WorldRun run) {
    return Objects.requireNonNull(runs.get(run));
  }

  /// Has `reader` read, from now on.
  void read(TableReader reader) {
    reader.process().begin(() -> readNow(reader), () -> {});
  }

  private void readNow(TableReader reader) {
    int before = output.tableCount();
    try {
      var seen = reader.read();
      world.story.tell(() -> reader.process().name() + " sees " + seen);
      output.readBreach(seen, before).ifPresent(this::broken);
    } catch (StintException e) {
      if (e.kind() != FailureKind.TRANSIENT) {
        broken(reader.process().name() + " is refused: " + e.getMessage());
      }
    }
  }

  /// Has `rival` commit so many files, from now on.
  void meet(Rival other, int fileCount) {
    rival = other;
    world.story.tell(() -> "a rival begins: " + other.mode() + " of " + fileCount);
    other.start(world.s3, fileCount);
  }

  /// Called when no coordinator is left, before functions that nobody hears have ended.
  void afterTheRuns() {
    mayLeaveSomething = world.lambda.inUse() > 0 || !mustTidyUp();
  }

  private boolean mustTidyUp() {
    return world.runs.size() == 1
        && world.runs.getFirst().coordinators.size() == 1
        && !world.runs.getFirst().isLeftAlone()
        && !world.isDisturbed
        && world.plan.lambda().faults().equals(LambdaFaults.NONE)
        && world.plan.s3Faults().equals(S3Faults.MEASURED);
  }

  /// Called when functions have had time to hear that they are to stop. That of a coordinator that
  /// died runs on, as does one whose stop was lost.
  void afterStopping() {
    if (mustTidyUp() && world.lambda.inUse() > 0) {
      broken(world.lambda.inUse() + " functions run on for nobody");
    }
  }

  /// Called when nothing happens any more. Runs that nobody took up again are gc's.
  void whenQuiet() {
    if (world.runs.stream().anyMatch(WorldRun::isLeftAlone)) {
      collect();
    }
    runs.values().forEach(RunJudge::readLog);
  }

  private void collect() {
    hasCollected = true;
    world.collectGarbage().ifPresent(failure -> broken("gc: " + failure));
  }

  private Optional<String> outputBreach() {
    var rivalBreach = rival == null ? Optional.<String>empty() : rival.breach(output);
    if (rivalBreach.isPresent()) {
      return rivalBreach;
    }
    boolean mayBePending = rival != null || runs.values().stream().anyMatch(RunJudge::mayBePending);
    if (output.isPending() && !mayBePending) {
      return Optional.of("a commit is under way, and its run is over");
    }
    return finishBreach().or(output::folderBreach);
  }

  /// Whoever comes next finishes a commit that has reached its point.
  private Optional<String> finishBreach() {
    try {
      var _ = PendingCommit.finish(world.s3.state(), WorldPlan.OUTPUT);
      return Optional.empty();
    } catch (StintException e) {
      return Optional.of("a commit that nobody can finish: " + e.getMessage());
    }
  }

  private Optional<String> leftoverBreach() {
    if (!mayLeaveSomething && !hasCollected && rival == null) {
      // What a function that stopped had sent before may come after the sweep.
      var left = leftovers().stream().filter(each -> !world.s3.isPosthumous(each.path())).toList();
      if (!left.isEmpty()) {
        return Optional.of("before gc: " + left);
      }
    }
    collect();
    if (breach != null) {
      return Optional.of(breach);
    }
    var left = leftovers();
    return left.isEmpty() ? output.folderBreach() : Optional.of("after gc: " + left);
  }

  /// An object, or an upload to it, that is still there.
  private record Leftover(String path, String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  private List<Leftover> leftovers() {
    var left = new ArrayList<Leftover>();
    for (var path : world.s3.state().paths()) {
      boolean isJournal =
          world.runs.stream().anyMatch(run -> path.startsWith(Journal.folder(run.runPath())));
      boolean isWork = path.startsWith(WorldPlan.WORK + "/") && !isJournal;
      boolean isRecord = path.endsWith("/_stint_commit");
      if (isWork || isRecord) {
        left.add(new Leftover(path, path));
      }
    }
    for (var bucket : List.of("s3://lake/", WorldPlan.WORK + "/")) {
      world.s3.state().listUploads(bucket).stream()
          // gc knows nothing of a run that has no log.
          .filter(upload -> !Leftovers.runOf(upload.path()).equals(Optional.of(Rival.RUN_ID)))
          .forEach(upload -> left.add(new Leftover(upload.path(), upload.toString())));
    }
    return left;
  }
}
