package dev.stint.tests.simulation;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.commit.Leftovers;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunObjects;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.SegmentRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One run from its beginning to quiet time, with all that a seed lets happen to it: coordinators
/// that die, leave, are resumed and meet, a user who cancels, and what goes wrong in Lambda and S3.
final class World {

  /// What can happen to coordinators.
  private enum Fate {
    LIVES,
    DIES,
    DIES_AT_AN_EVENT,
    MEETS_ANOTHER,
    MEETS_AT_AN_EVENT,
    LEAVES,
    IS_CANCELLED_AT_AN_EVENT
  }

  /// After which something is worth happening.
  private static final List<Class<? extends RunEvent>> MOMENTS =
      List.of(
          RunEvent.CoordinatorStarted.class,
          RunEvent.StagePlanned.class,
          RunEvent.StageFinished.class,
          RunEvent.StageInserted.class,
          RunEvent.CommitStarted.class,
          RunEvent.CommitStepDone.class,
          RunEvent.RunEnded.class,
          RunEvent.AttemptCancelled.class,
          RunEvent.AttemptFailed.class);

  private static final Duration END_OF_TIME = Duration.ofHours(12);

  /// For functions that nobody waits for to hear of it.
  private static final Duration STOP_TIME = Duration.ofSeconds(30);

  private static final long MOST_EVENTS = 3_000_000;
  private static final int MOST_COORDINATORS = 30;

  /// After so many coordinators that found bad luck, the next ones have none of their own.
  private static final int MOST_UNLUCKY = 6;

  final WorldPlan plan;
  final VirtualTime time = new VirtualTime();
  final Story story = new Story(time);
  final Coverage coverage;
  final SimulatedS3 s3;
  final SimulatedLambda lambda;
  final List<SimulatedCoordinator> coordinators = new ArrayList<>();
  final List<RunWatch> watches = new ArrayList<>();
  final WorldJudge judge;
  private final Chance chance;
  private final SplittableRandom random;
  private final Invariants invariants;
  private final SimulatedCoordinator.Surroundings surroundings;
  private int alive;
  private boolean isOver;
  int deliveries;
  boolean isCancelled;
  boolean isDisturbed;

  World(long seed, Coverage coverage) {
    this.chance = new Chance(seed);
    this.coverage = coverage;
    this.plan = WorldPlan.draw(chance);
    this.random = chance.stream("coordinators");
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
    this.judge = new WorldJudge(this);
    this.invariants = new Invariants(seed, story);
    judge.claims(invariants);
  }

  /// Plays it.
  ///
  /// @throws Invariants.Broken at the first breach
  void play() {
    try {
      playUntilQuiet();
    } catch (Invariants.Broken e) {
      throw e;
    } catch (RuntimeException | Error e) {
      invariants.fail("nothing unforeseen is thrown", e);
    }
    invariants.checkAtTheEnd();
  }

  private void playUntilQuiet() {
    story.tell(() -> plan.toString());
    judge.writeOldOutput();
    startNext(Duration.ZERO);
    if (Draw.oneIn(random, 10)) {
      time.after(someTime(), this::cancel);
    }
    if (Draw.oneIn(random, 10)) {
      isDisturbed = true;
      s3.fail(someTime(), Draw.between(random, Duration.ofSeconds(1), Duration.ofMinutes(3)));
    }
    if (Draw.oneIn(random, 10)) {
      isDisturbed = true;
      time.after(someTime(), lambda::killAll);
    }
    time.runUntil(this::isStuckOrOver, END_OF_TIME);
    invariants.check();
    judge.afterTheRun();
    time.runUntil(() -> false, Duration.ofNanos(time.nanos()).plus(STOP_TIME));
    judge.afterStopping();
    time.runUntil(() -> false, END_OF_TIME.plusHours(12));
  }

  private boolean isStuckOrOver() {
    invariants.check();
    return isOver || time.happened() > MOST_EVENTS;
  }

  boolean isOver() {
    return isOver;
  }

  private void cancel() {
    isCancelled = true;
    story.tell("the user cancels");
    coordinators.forEach(SimulatedCoordinator::cancel);
  }

  private Duration someTime() {
    return Draw.between(random, Duration.ofMillis(10), Duration.ofMinutes(5));
  }

  private void startNext(Duration delay) {
    int number = coordinators.size();
    boolean isLucky = number >= MOST_UNLUCKY;
    var fate = isLucky || random.nextBoolean() ? Fate.LIVES : someFate();
    var name = "coordinator " + number;
    var watch =
        new RunWatch(
            name,
            plan.request(),
            Math.min(plan.request().settings().maxParallelism(), plan.lambda().concurrency()),
            story,
            coverage);
    var clock = random.nextBoolean() ? Actor.ClockError.NONE : Actor.ClockError.draw(random);
    var coordinator =
        new SimulatedCoordinator(
            name, surroundings, clock, chance.part(name), plan.request(), watch, results());
    coordinators.add(coordinator);
    watches.add(watch);
    alive++;
    coordinator.onEnd(() -> ended(coordinator));
    coordinator.start(delay);
    arrange(coordinator, watch, delay, fate);
  }

  private Fate someFate() {
    var fates = Fate.values();
    return fates[random.nextInt(fates.length)];
  }

  private void arrange(
      SimulatedCoordinator coordinator, RunWatch watch, Duration delay, Fate fate) {
    switch (fate) {
      case LIVES -> {}
      case DIES -> {
        if (random.nextBoolean()) {
          coordinator.process().dieAfter(Draw.upTo(random, 300));
        } else {
          time.after(delay.plus(someTime()), () -> kill(coordinator));
        }
      }
      case DIES_AT_AN_EVENT -> {
        long steps = random.nextInt(20);
        atAnEvent(watch, () -> coordinator.process().dieAfter(steps));
      }
      case MEETS_AT_AN_EVENT -> {
        var soon = Draw.between(random, Duration.ofMillis(1), Duration.ofSeconds(1));
        atAnEvent(watch, () -> time.after(soon, this::meet));
      }
      case IS_CANCELLED_AT_AN_EVENT -> {
        var soon = Draw.between(random, Duration.ofMillis(1), Duration.ofSeconds(1));
        atAnEvent(watch, () -> time.after(soon, this::cancel));
      }
      case MEETS_ANOTHER -> time.after(delay.plus(someTime()), this::meet);
      case LEAVES ->
          time.after(
              delay.plus(someTime()),
              () -> {
                story.tell(coordinator.process().name() + " is asked to leave");
                coordinator.leave();
              });
    }
  }

  private void atAnEvent(RunWatch watch, Runnable action) {
    var moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
    int number = 1 + random.nextInt(3);
    var seen = new AtomicInteger();
    watch.follow(
        event -> {
          if (moment.isInstance(event) && seen.incrementAndGet() == number) {
            story.tell("a moment has come: " + moment.getSimpleName());
            action.run();
          }
        });
  }

  private void kill(SimulatedCoordinator coordinator) {
    if (!coordinator.isOver()) {
      story.tell(coordinator.process().name() + " is killed");
      coordinator.process().kill();
    }
  }

  private void meet() {
    if (!isOver && coordinators.size() < MOST_COORDINATORS) {
      startNext(Duration.ZERO);
    }
  }

  private ResultConsumer results() {
    return (_, segments) -> {
      deliveries++;
      segments.forEach(this::requireThere);
    };
  }

  private void requireThere(SegmentRef segment) {
    if (segment.inlineBase64() == null && s3.state().head(segment.path()).isEmpty()) {
      throw StintException.user("there is no such object: " + segment.path());
    }
  }

  private void ended(SimulatedCoordinator coordinator) {
    alive--;
    var report = coordinator.report();
    var thrown = coordinator.thrown();
    story.tell(
        "%s is over: %s"
            .formatted(
                coordinator.process().name(),
                coordinator.process().isDead()
                    ? "dead"
                    : thrown != null ? thrown.toString() : status(report)));
    judge.coordinatorEnded(coordinator);
    if (report != null && report.status() != RunStatus.RUNNING) {
      isOver = alive == 0;
    } else if (alive == 0) {
      if (coordinators.size() >= MOST_COORDINATORS) {
        throw new AssertionError("no coordinator brings the run to its end");
      }
      startNext(Draw.between(random, Duration.ofMillis(100), Duration.ofMinutes(30)));
    }
  }

  private static String status(@Nullable RunReport report) {
    return report == null
        ? "nothing"
        : report.status() + (report.failure() == null ? "" : ": " + report.failure().message());
  }

  /// What `stint gc` does once all is quiet.
  Optional<String> collectGarbage() {
    try {
      var _ = new Leftovers(s3.state()).sweep(WorldPlan.OUTPUT, _ -> false, time.instant());
      RunObjects.sweep(s3.state(), plan.request().settings().runPath(WorldPlan.RUN_ID));
      return Optional.empty();
    } catch (StintException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
