package dev.stint.tests.settings;

import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.request.SpeculationPolicy;
import dev.stint.sql.request.BroadcastLimits;
import java.util.List;
import java.util.Random;

/// How a statement is planned and run: what is broadcast, how large tasks are, what travels in
/// messages, which stages are fused, merged or read whole, how many tasks run at once, and by how
/// much the operators' memory is less than their function's.
///
/// @param memoryShare of what operators would have of their function
public record TestSettings(
    BroadcastLimits broadcasts,
    PartitionTarget partitions,
    ExchangeCosts costs,
    long inlineBytes,
    int parallelism,
    double memoryShare) {

  /// The least for which any memory is left to operators: 12 MiB of it.
  private static final long FUNCTION_BYTES = 160L << 20;

  private static final double CHEAP_STAGE_SECONDS = 0;
  private static final double DEAR_STAGE_SECONDS = 1e6;

  public static TestSettings bySeed(long seed) {
    var random = new Random(seed);
    return new TestSettings(
        broadcasts(random),
        partitions(random),
        costs(random),
        oneOf(random, List.of(0L, 1L << 10, 128L << 10)),
        1 + random.nextInt(4),
        oneOf(random, List.of(1.0, 0.1, 0.02, 0.005)));
  }

  private static BroadcastLimits broadcasts(Random random) {
    long always = oneOf(random, List.of(0L, bytes(random, 10 << 10, 1 << 20), 10L << 20));
    return new BroadcastLimits(always, always);
  }

  private static PartitionTarget partitions(Random random) {
    long least = bytes(random, 1 << 10, 1 << 20);
    long leastSplit = bytes(random, 64 << 10, 16 << 20);
    return new PartitionTarget(
        least,
        least * (1 + random.nextInt(8)),
        leastSplit,
        leastSplit * (1 + random.nextInt(4)),
        oneOf(random, List.of(0L, least, 1L << 20)));
  }

  /// Merge stages cost nothing or too much, and requests so much that either or broadcasts pay.
  private static ExchangeCosts costs(Random random) {
    double stageSeconds = oneOf(random, List.of(CHEAP_STAGE_SECONDS, DEAR_STAGE_SECONDS));
    double getsPerSecond = oneOf(random, List.of(10.0, 1e9));
    long broadcastBytes = oneOf(random, List.of(0L, bytes(random, 1 << 10, 8 << 20)));
    return new ExchangeCosts(
        0, 0, 0, 1e-9, 1L << 50, getsPerSecond, 1e9, stageSeconds, broadcastBytes);
  }

  /// As likely between one power of two and the next as between any others.
  private static long bytes(Random random, long least, long most) {
    return Math.round(least * Math.pow((double) most / least, random.nextDouble()));
  }

  private static <T> T oneOf(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  RunSettings runSettings(String workPath) {
    return new RunSettings(
        workPath,
        parallelism,
        AttemptPolicy.of(FUNCTION_BYTES),
        SpeculationPolicy.OFF,
        partitions,
        inlineBytes,
        16 * inlineBytes,
        RunSettings.DEFAULT_ATTEMPT_TIMEOUT,
        Double.POSITIVE_INFINITY,
        null);
  }
}
