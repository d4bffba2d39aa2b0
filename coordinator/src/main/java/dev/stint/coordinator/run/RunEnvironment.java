package dev.stint.coordinator.run;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.invoke.FunctionInvoker;
import dev.stint.shuffle.store.ObjectStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What runs are carried out with. Closing `invoker` and `store` is their owner's business.
public record RunEnvironment(
    FunctionInvoker invoker,
    ObjectStore store,
    PriceTable prices,
    InstantSource clock,
    RandomGenerator random) {

  public static RunEnvironment of(FunctionInvoker invoker, ObjectStore store) {
    return new RunEnvironment(
        invoker,
        store,
        PriceTable.US_EAST_1_ARM,
        InstantSource.system(),
        RandomGenerator.getDefault());
  }
}
