package dev.stint.tests.simulation;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.gc.Gc;
import dev.stint.coordinator.gc.GcPlan;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.WriteMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// One run, or two that write to one place, from the beginning to quiet time, with all that a seed
/// lets happen: to the runs' coordinators ([WorldRun]), by users who cancel and read, and in Lambda
/// and S3.
final class World {

  /// By far more than any world has needed.
  private static final Duration END_OF_TIME = Duration.ofDays(30);

  private static final long MOST_EVENTS = 100_000_000;

  /// For functions that nobody waits for to hear of it.
  private static final Duration STOP_TIME = Duration.ofSeconds(30);

  /// After which a function that hears nothing is over, and gc takes who is silent for dead.
  private static final Duration QUIET_TIME = Duration.ofHours(12);

  private static final Duration LOG_AGE = Duration.ofDays(3650);
  private static final int GC_TRIES = 20;

  final WorldPlan plan;
  final VirtualTime time = new VirtualTime();
  final Story story = new Story(time);
  final SimulatedS3 s3;
  final SimulatedLambda lambda;
  final List<WorldRun> runs = new ArrayList<>();
  final WorldJudge judge;
  private final Coverage coverage;
  private final Chance chance;
  private final SplittableRandom random;
  private final Invariants invariants;
  private final SimulatedCoordinator.Surroundings surroundings;
  private final List<Runnable> commitFollowers = new ArrayList<>();
  private int collectors;
  private boolean hasLostStore;
  boolean isDisturbed;

  World(long seed, Coverage coverage) {
    this.chance = new Chance(seed);
    this.coverage = coverage;
    this.plan = WorldPlan.draw(chance);
    this.random = chance.stream("world");
    this.s3 = new SimulatedS3(S3Settings.of(plan.s3Faults()), time, chance.part("s3"));
    this.lambda =
        new SimulatedLambda(plan.lambda(), time, s3, chance.part("lambda"), plan.hedgeAfter());
    this.surroundings =
        new SimulatedCoordinator.Surroundings(
            time,
            s3,
            lambda,
            plan.work(),
            PaceLimits.ofAccount(plan.lambda().concurrency()),
            PriceTable.US_EAST_1_ARM,
            plan.exchangeCosts());
    for (var request : plan.requests()) {
      runs.add(new WorldRun(this, request, chance.stream(request.runId())));
    }
    this.judge = new WorldJudge(this);
    lambda.onBegin(judge::begins);
    this.invariants = new Invariants(seed, story);
    judge.claims(invariants);
  }

  /// Plays it.
  ///
  /// @throws Invariants.Broken at the first breach
  void play() {
    try {
      playUntilQuiet();
      invariants.checkAtTheEnd();
    } catch (Invariants.Broken e) {
      throw e;
    } catch (RuntimeException | Error e) {
      invariants.fail("nothing unforeseen is thrown", e);
    }
  }

  private void playUntilQuiet() {
    story.tell(() -> plan.toString());
    judge.writeOldOutput();
    startRuns();
    arrangeOthers();
    if (Draw.oneIn(random, 10)) {
      time.after(someTime(random), runs.getFirst()::cancel);
    }
    if (Draw.oneIn(random, 10)) {
      isDisturbed = true;
      s3.fail(someTime(random), Draw.between(random, Duration.ofSeconds(1), Duration.ofMinutes(3)));
    }
    if (Draw.oneIn(random, 10)) {
      isDisturbed = true;
      time.after(someTime(random), lambda::killAll);
    }
    time.runUntil(this::isStuckOrOver, END_OF_TIME);
    invariants.check();
    if (!isOver()) {
      throw new AssertionError("after " + time.happened() + " events all is still under way");
    }
    judge.afterTheRuns();
    runOn(STOP_TIME);
    judge.afterStopping();
    runOn(QUIET_TIME);
    judge.whenQuiet();
  }

  private void startRuns() {
    runs.getFirst().start(Duration.ZERO);
    if (runs.size() == 1) {
      return;
    }
    var second = runs.getLast();
    var delay = someTime(random);
    if (random.nextBoolean()) {
      second.start(delay);
    } else {
      runs.getFirst().onEnd(() -> second.start(delay));
    }
  }

  /// Readers, and another run's commit, come when they like or when there is something to meet.
  private void arrangeOthers() {
    if (plan.output() == null) {
      return;
    }
    int count = random.nextInt(4);
    for (int number = 0; number < count; number++) {
      var process = new Actor("reader " + number, time, ClockError.NONE);
      var reader = new TableReader(store(process), process);
      sometime(() -> judge.read(reader));
    }
    if (Draw.oneIn(random, 4)) {
      var process = new Actor("rival", time, ClockError.NONE);
      var modes = WriteMode.values();
      var rival = new Rival(store(process), process, modes[random.nextInt(modes.length)]);
      int files = random.nextInt(3);
      if (Draw.oneIn(random, 4)) {
        process.dieAfter(random.nextInt(60));
      }
      sometime(() -> judge.meet(rival, files));
    }
  }

  private SimulatedObjectStore store(Actor process) {
    var client =
        new S3Client(chance.part(process.name()).stream("requests"), NetworkBuckets.fresh());
    return new SimulatedObjectStore(s3, process, client);
  }

  private void sometime(Runnable action) {
    if (random.nextBoolean()) {
      time.after(someTime(random), action);
      return;
    }
    var soon = Draw.between(random, Duration.ofMillis(1), Duration.ofSeconds(1));
    commitFollowers.add(() -> time.after(soon, action));
  }

  /// Called whenever a run begins to commit.
  void commitBegins() {
    commitFollowers.forEach(Runnable::run);
    commitFollowers.clear();
  }

  /// Called whenever a run has committed, and its files are still to appear. S3 may be gone then,
  /// for long enough that the coordinator ends the run and short enough that it can say so.
  void pointReached() {
    var outage = chance.stream("outage at the point");
    if (!hasLostStore && Draw.oneIn(outage, 10)) {
      hasLostStore = true;
      isDisturbed = true;
      var span = Draw.between(outage, Duration.ofSeconds(1), Duration.ofSeconds(30));
      story.tell(() -> "S3 is gone for " + span);
      s3.fail(Duration.ofNanos(time.nanos()), span);
    }
  }

  /// Lets all go on for a while that goes on by itself.
  private void runOn(Duration span) {
    // Time passes only from event to event.
    time.after(span, () -> {});
    time.runUntil(() -> false, Duration.ofNanos(time.nanos()).plus(span));
  }

  private boolean isStuckOrOver() {
    invariants.check();
    return isOver() || time.happened() > MOST_EVENTS;
  }

  private boolean isOver() {
    // After each event, so without a stream.
    for (var run : runs) {
      if (!run.isOver()) {
        return false;
      }
    }
    return true;
  }

  Duration someTime(SplittableRandom random) {
    return Draw.between(random, Duration.ofMillis(10), Duration.ofMinutes(5));
  }

  RunWatch watch(String name, RunRequest request) {
    int concurrency = Math.min(request.settings().maxParallelism(), plan.lambda().concurrency());
    return new RunWatch(name, request, concurrency, story, coverage, judge::broken);
  }

  SimulatedCoordinator coordinator(
      String name,
      ClockError clock,
      RunRequest request,
      RunListener listener,
      ResultConsumer results) {
    return new SimulatedCoordinator(
        name, surroundings, clock, chance.part(name), request, listener, results);
  }

  /// What `stint gc` does once all is quiet, again when a request failed.
  Optional<String> collectGarbage() {
    for (int attempt = 1; ; attempt++) {
      try {
        var history = new RunHistory(s3.state(), WorldPlan.WORK);
        var gc = new Gc(s3.state(), WorldPlan.WORK, this::end);
        var _ = gc.carryOut(GcPlan.of(history, LOG_AGE, time.instant()));
        return gc.leftAlone().isEmpty() ? Optional.empty() : Optional.of(gc.leftAlone().toString());
      } catch (StintException e) {
        if (e.kind() != FailureKind.TRANSIENT || attempt == GC_TRIES) {
          return Optional.of(String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private RunReport end(RunRequest request) {
    var name = "gc " + collectors++;
    var watch = watch(name, request);
    var coordinator = coordinator(name, ClockError.NONE, request, watch, ResultConsumer.NONE);
    coordinator.cancel();
    coordinator.start(Duration.ZERO);
    time.runUntil(coordinator::isOver, Duration.ofNanos(time.nanos()).plus(QUIET_TIME));
    var report = coordinator.report();
    if (report != null) {
      return report;
    }
    throw coordinator.thrown() instanceof StintException e
        ? e
        : new IllegalStateException(name + " ended with nothing", coordinator.thrown());
  }
}
