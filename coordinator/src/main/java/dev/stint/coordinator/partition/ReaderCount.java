package dev.stint.coordinator.partition;

import dev.stint.coordinator.partition.ExchangeCosts.Estimate;
import dev.stint.coordinator.partition.ExchangeCosts.Work;
import java.util.List;

/// Says how much of keyed exchanges a task should read. Each task asks each segment for its range
/// of keys, so twice the tasks make twice the requests, and from some number on these take longer
/// than more functions save: then fewer tasks read more each.
final class ReaderCount {

  /// How much of the time fewer tasks may take at most, and they must save what a stage takes: they
  /// are less even, and small exchanges better stay as they are.
  private static final double WORTHWHILE = 0.8;

  private static final double STEP = 1.25;

  private final long totalBytes;
  private final long segments;
  private final double blockBytes;
  private final ExchangeCosts costs;
  private final int parallelism;

  private ReaderCount(List<Exchange> exchanges, ExchangeCosts costs, int parallelism) {
    this.totalBytes = exchanges.stream().mapToLong(Exchange::bytes).sum();
    this.segments = exchanges.stream().mapToLong(Exchange::storedSegments).sum();
    this.blockBytes =
        exchanges.stream()
            .flatMap(Exchange::blocks)
            .mapToLong(block -> block.length())
            .average()
            .orElse(0);
    this.costs = costs;
    this.parallelism = parallelism;
  }

  /// The bytes that a task should read of `exchanges`, which are cut together.
  static long targetBytes(
      List<Exchange> exchanges, PartitionTarget target, ExchangeCosts costs, int parallelism) {
    var count = new ReaderCount(exchanges, costs, parallelism);
    long streamedBytes = HashCut.divisible(exchanges).map(Exchange::bytes).orElse(0L);
    return count.targetBytes(
        target.forExchange(count.totalBytes, parallelism),
        target.mostOfExchange(count.totalBytes, streamedBytes));
  }

  private long targetBytes(long usualBytes, long mostBytes) {
    long bestBytes = usualBytes;
    double usualSeconds = reading(usualBytes).seconds();
    double bestSeconds =
        Math.min(usualSeconds * WORTHWHILE, usualSeconds - costs.ofStage().seconds());
    for (double bytes = usualBytes * STEP; bytes < mostBytes * STEP; bytes *= STEP) {
      long tried = Math.min(mostBytes, Math.round(bytes));
      double seconds = reading(tried).seconds();
      if (seconds < bestSeconds) {
        bestBytes = tried;
        bestSeconds = seconds;
      }
    }
    return bestBytes;
  }

  /// Each request ends in the middle of a block, of which the rest is read in vain.
  private Estimate reading(long taskBytes) {
    long readers = Math.max(1, Math.ceilDiv(totalBytes, taskBytes));
    double gets = (double) readers * segments;
    var work = new Work(Math.toIntExact(readers), gets, 0, totalBytes + gets * blockBytes);
    return costs.of(work, parallelism);
  }
}
