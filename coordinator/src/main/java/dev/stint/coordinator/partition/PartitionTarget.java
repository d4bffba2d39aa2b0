package dev.stint.coordinator.partition;

/// How many stored bytes a task should read. The target for `totalBytes` is what gives every
/// function two tasks, but between `minimumBytes` (less is not worth a request) and the maximum:
/// `maximumBytes` from an exchange, `maximumSplitBytes` from tables.
public record PartitionTarget(long minimumBytes, long maximumBytes, long maximumSplitBytes) {

  public static final PartitionTarget DEFAULT = new PartitionTarget(1 << 20, 64 << 20, 128 << 20);

  public PartitionTarget {
    if (minimumBytes < 1 || maximumBytes < minimumBytes || maximumSplitBytes < minimumBytes) {
      throw new IllegalArgumentException(
          "%d, %d, %d".formatted(minimumBytes, maximumBytes, maximumSplitBytes));
    }
  }

  long forExchange(long totalBytes, int parallelism) {
    return Math.clamp(totalBytes / (2L * parallelism), minimumBytes, maximumBytes);
  }

  long forSplits(long totalBytes, int parallelism) {
    return Math.clamp(totalBytes / parallelism, minimumBytes, maximumSplitBytes);
  }
}
