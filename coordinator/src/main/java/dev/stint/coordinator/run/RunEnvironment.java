package dev.stint.coordinator.run;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.partition.TaskPlanner;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.thread.SystemThreads;
import dev.stint.coordinator.thread.Threads;
import dev.stint.shuffle.store.ObjectStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What runs are carried out with. Closing `invoker` and `store` is their owner's business.
public record RunEnvironment(
    FunctionInvoker invoker,
    ObjectStore store,
    PriceTable prices,
    ExchangeCosts exchangeCosts,
    InstantSource clock,
    RandomGenerator random,
    Threads threads) {

  /// On Lambda and S3.
  public RunEnvironment(
      FunctionInvoker invoker,
      ObjectStore store,
      PriceTable prices,
      InstantSource clock,
      RandomGenerator random) {
    this(
        invoker,
        store,
        prices,
        ExchangeCosts.s3(prices, 1769L << 20),
        clock,
        random,
        new SystemThreads(clock));
  }

  /// What cuts a run's stages into tasks, for so many functions at once.
  TaskPlanner planner(RunSettings settings, int concurrency) {
    var target = settings.partitions().within(settings.attempts().functionMemoryBytes());
    return new TaskPlanner(target, exchangeCosts, concurrency);
  }

  /// Of functions and a store on this machine.
  public static RunEnvironment local(FunctionInvoker invoker, ObjectStore store) {
    return new RunEnvironment(
        invoker,
        store,
        PriceTable.US_EAST_1_ARM,
        ExchangeCosts.LOCAL,
        InstantSource.system(),
        RandomGenerator.getDefault(),
        new SystemThreads(InstantSource.system()));
  }
}
