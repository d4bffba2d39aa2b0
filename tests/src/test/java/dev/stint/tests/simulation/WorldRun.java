package dev.stint.tests.simulation;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.SegmentRef;
import dev.stint.shuffle.store.ObjectInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A run in a [World], with all that a seed lets happen to its coordinators: they die, sleep,
/// leave, are resumed and meet, and are told to cancel.
final class WorldRun {

  /// What can happen to coordinators.
  private enum Fate {
    LIVES,
    DIES,
    DIES_AT_AN_EVENT,
    SLEEPS_AT_AN_EVENT,
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

  private static final int MOST_COORDINATORS = 30;

  /// After so many coordinators that found bad luck, the next ones have none of their own.
  private static final int MOST_UNLUCKY = 6;

  final RunRequest request;
  final List<SimulatedCoordinator> coordinators = new ArrayList<>();
  final List<RunWatch> watches = new ArrayList<>();
  private final World world;
  private final SplittableRandom random;

  /// Nobody takes it up again once a coordinator of it is gone.
  private final boolean isNeglected;

  private List<ObjectInfo> logObjects = List.of();
  private List<LoggedEvent> log = List.of();
  private int alive;
  private boolean isOver;
  private Runnable onEnd = () -> {};
  int deliveries;
  boolean isCancelled;

  WorldRun(World world, RunRequest request, SplittableRandom random) {
    this.world = world;
    this.request = request;
    this.random = random;
    this.isNeglected = Draw.oneIn(random, 10);
  }

  String runPath() {
    return request.settings().runPath(request.runId());
  }

  /// What its log holds now.
  List<LoggedEvent> log() {
    var objects = world.s3.state().list(Journal.folder(runPath()));
    if (!objects.equals(logObjects)) {
      log = new Journal(world.s3.state(), runPath(), "judge").read();
      logObjects = objects;
    }
    return log;
  }

  boolean isOver() {
    return isOver;
  }

  /// Has `listener` hear when no coordinator of it is left, and none will come.
  void onEnd(Runnable listener) {
    onEnd = listener;
  }

  /// Whether only gc will end it.
  boolean isLeftAlone() {
    return isOver && coordinators.stream().noneMatch(WorldRun::hasFinished);
  }

  private static boolean hasFinished(SimulatedCoordinator coordinator) {
    var report = coordinator.report();
    return report != null && report.status() != RunStatus.RUNNING;
  }

  void cancel() {
    if (!coordinators.isEmpty()) {
      isCancelled = true;
      world.story.tell("the user cancels " + request.runId());
      coordinators.forEach(SimulatedCoordinator::cancel);
    }
  }

  /// Begins it, or goes on with it, after `delay`.
  void start(Duration delay) {
    int number = coordinators.size();
    boolean isLucky = number >= MOST_UNLUCKY;
    var fate = isLucky || random.nextBoolean() ? Fate.LIVES : someFate();
    var name = request.runId() + "'s coordinator " + number;
    var watch = world.watch(name, request);
    var clock = random.nextBoolean() ? ClockError.NONE : ClockError.draw(random);
    var coordinator = world.coordinator(name, clock, request, watch, results());
    coordinators.add(coordinator);
    watches.add(watch);
    world.judge.follow(this, coordinator, watch);
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
          world.time.after(delay.plus(world.someTime(random)), () -> kill(coordinator));
        }
      }
      case DIES_AT_AN_EVENT -> {
        long steps = random.nextInt(20);
        atAnEvent(watch, () -> coordinator.process().dieAfter(steps));
      }
      case SLEEPS_AT_AN_EVENT -> {
        long steps = random.nextInt(20);
        var span = Draw.between(random, Duration.ofSeconds(1), Duration.ofMinutes(20));
        var soon = Draw.between(random, Duration.ofSeconds(1), span);
        boolean isMissed = random.nextBoolean();
        atAnEvent(
            watch,
            () -> {
              world.isDisturbed = true;
              coordinator.process().sleepAfter(steps, span);
              if (isMissed) {
                world.time.after(soon, this::meet);
              }
            });
      }
      case MEETS_AT_AN_EVENT -> {
        var soon = Draw.between(random, Duration.ofMillis(1), Duration.ofSeconds(1));
        atAnEvent(watch, () -> world.time.after(soon, this::meet));
      }
      case IS_CANCELLED_AT_AN_EVENT -> {
        var soon = Draw.between(random, Duration.ofMillis(1), Duration.ofSeconds(1));
        atAnEvent(watch, () -> world.time.after(soon, this::cancel));
      }
      case MEETS_ANOTHER -> world.time.after(delay.plus(world.someTime(random)), this::meet);
      case LEAVES ->
          world.time.after(
              delay.plus(world.someTime(random)),
              () -> {
                world.story.tell(coordinator.process().name() + " is asked to leave");
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
            world.story.tell("a moment has come: " + moment.getSimpleName());
            action.run();
          }
        });
  }

  private void kill(SimulatedCoordinator coordinator) {
    if (!coordinator.isOver()) {
      world.story.tell(coordinator.process().name() + " is killed");
      coordinator.process().kill();
    }
  }

  private void meet() {
    if (!isOver && coordinators.size() < MOST_COORDINATORS) {
      start(Duration.ZERO);
    }
  }

  private ResultConsumer results() {
    return (_, segments) -> {
      deliveries++;
      segments.forEach(this::requireThere);
    };
  }

  private void requireThere(SegmentRef segment) {
    if (segment.inlineBase64() == null && world.s3.state().head(segment.path()).isEmpty()) {
      throw StintException.user("there is no such object: " + segment.path());
    }
  }

  private void ended(SimulatedCoordinator coordinator) {
    alive--;
    world.story.tell(coordinator.process().name() + " is over: " + end(coordinator));
    world.judge.coordinatorEnded(this, coordinator);
    if (alive > 0) {
      return;
    }
    if (hasFinished(coordinator) || (isNeglected && !log().isEmpty())) {
      isOver = true;
      onEnd.run();
      return;
    }
    if (coordinators.size() >= MOST_COORDINATORS) {
      throw new AssertionError("no coordinator brings the run to its end");
    }
    start(Draw.between(random, Duration.ofMillis(100), Duration.ofMinutes(30)));
  }

  private static String end(SimulatedCoordinator coordinator) {
    var thrown = coordinator.thrown();
    return coordinator.process().isDead()
        ? "dead"
        : thrown != null ? thrown.toString() : status(coordinator.report());
  }

  private static String status(@Nullable RunReport report) {
    return report == null
        ? "nothing"
        : report.status() + (report.failure() == null ? "" : ": " + report.failure().message());
  }
}
