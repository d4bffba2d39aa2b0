package dev.stint.tests.simulation;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A process that carries out one run: the real [RunDriver], whose threads, clock, store and
/// functions are the world's. Used once.
final class SimulatedCoordinator {

  /// Where it lives. `limits` are what it may ask of Lambda.
  record Surroundings(
      VirtualTime time,
      SimulatedS3 s3,
      SimulatedLambda lambda,
      WorkModel work,
      PaceLimits limits,
      PriceTable prices,
      ExchangeCosts exchangeCosts) {}

  private final VirtualTime time;
  private final Actor process;
  private final SimulatedObjectStore store;
  private final RunDriver driver;
  private @Nullable RunReport report;
  private @Nullable Throwable thrown;
  private boolean isOver;
  private Runnable onEnd = () -> {};

  /// `chance` is its own.
  SimulatedCoordinator(
      String name,
      Surroundings world,
      ClockError clock,
      Chance chance,
      RunRequest request,
      RunListener listener,
      ResultConsumer results) {
    this.time = world.time;
    this.process = new Actor(name, time, clock);
    this.store =
        new SimulatedObjectStore(
            world.s3, process, new S3Client(chance.stream("requests"), NetworkBuckets.fresh()));
    var invoker =
        new SimulatedInvoker(
            process, time, store, world.lambda, world.work, world.limits, chance.stream("pauses"));
    var environment =
        new RunEnvironment(
            invoker,
            store,
            world.prices,
            world.exchangeCosts,
            process,
            chance.stream("retries"),
            new SimulatedThreads(process, time));
    this.driver = new RunDriver(environment, request, listener, results);
  }

  /// Begins after `delay`.
  void start(Duration delay) {
    time.after(delay, () -> process.begin(this::run, this::end));
  }

  private void run() {
    try {
      report = driver.run();
    } catch (RuntimeException | Error e) {
      if (process.isDead()) {
        throw new Died(process.name());
      }
      thrown = e;
    }
  }

  private void end() {
    isOver = true;
    onEnd.run();
  }

  /// Has `listener` hear when it has returned or is dead.
  void onEnd(Runnable listener) {
    onEnd = listener;
  }

  Actor process() {
    return process;
  }

  SimulatedObjectStore store() {
    return store;
  }

  void leave() {
    driver.leave();
  }

  void cancel() {
    driver.cancel();
  }

  /// Whether it has returned or is dead.
  boolean isOver() {
    return isOver || process.isDead();
  }

  /// What it returned; `null` while it has not.
  @Nullable RunReport report() {
    return report;
  }

  /// What it threw in place of a report.
  @Nullable Throwable thrown() {
    return thrown;
  }
}
