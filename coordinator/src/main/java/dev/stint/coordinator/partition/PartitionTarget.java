package dev.stint.coordinator.partition;

/// How many stored bytes a task should read. The target is what gives every function two tasks of
/// an exchange or one of tables, but not less than `minimumBytes` (less is not worth a request) and
/// not more than `maximumBytes` from an exchange or `maximumSplitBytes` from tables.
public record PartitionTarget(long minimumBytes, long maximumBytes, long maximumSplitBytes) {

  public static final PartitionTarget DEFAULT = new PartitionTarget(1 << 20, 64 << 20, 128 << 20);

  /// What a stored byte may take in a function: rows are larger than their compressed form, and a
  /// hash table larger than its rows.
  private static final int MEMORY_PER_BYTE = 16;

  public PartitionTarget {
    if (minimumBytes < 1 || maximumBytes < minimumBytes || maximumSplitBytes < minimumBytes) {
      throw new IllegalArgumentException(
          "%d, %d, %d".formatted(minimumBytes, maximumBytes, maximumSplitBytes));
    }
  }

  /// The same, but no more from an exchange than a function of that size can hold.
  public PartitionTarget within(long functionMemoryBytes) {
    long most = Math.max(minimumBytes, functionMemoryBytes / MEMORY_PER_BYTE);
    return new PartitionTarget(minimumBytes, Math.min(maximumBytes, most), maximumSplitBytes);
  }

  /// What a task should read of exchanges that hold `totalBytes`.
  public long forExchange(long totalBytes, int parallelism) {
    return Math.clamp(totalBytes / (2L * parallelism), minimumBytes, maximumBytes);
  }

  /// The most that every task may read beside its share.
  long forBroadcast(ExchangeCosts costs) {
    return Math.min(costs.broadcastBytes(), maximumBytes / 2);
  }

  /// What a task should read of tables' splits that take `totalBytes`.
  public long forSplits(long totalBytes, int parallelism) {
    return Math.clamp(totalBytes / parallelism, minimumBytes, maximumSplitBytes);
  }
}
