package dev.stint.coordinator.partition;

import dev.stint.config.memory.FunctionMemory;

/// How many stored bytes a task should read. The target is what gives every function two tasks of
/// an exchange or one of tables, but not less than `minimumBytes` of an exchange (less is not worth
/// a request) or `minimumSplitBytes` of tables (less is not worth a function's start), and not more
/// than `maximumBytes` from an exchange or `maximumSplitBytes` from tables. A task that reads at
/// most `fusedBytes` is not worth an invocation where the next one can do its work.
public record PartitionTarget(
    long minimumBytes,
    long maximumBytes,
    long minimumSplitBytes,
    long maximumSplitBytes,
    long fusedBytes) {

  /// For functions that share a machine.
  public static final PartitionTarget DEFAULT = new PartitionTarget(1 << 20, 64 << 20, 128 << 20);

  /// For functions on Lambda: a core works about a second through what a task reads of tables,
  /// twice as long as its start takes, and few tasks leave few segments. Less than a function's
  /// burst of network has.
  public static final PartitionTarget LAMBDA =
      new PartitionTarget(1 << 20, 64 << 20, 192 << 20, 192 << 20);

  /// What a stored byte may take of operators' memory: rows are larger than their compressed form,
  /// and a hash table larger than its rows.
  private static final int MEMORY_PER_BYTE = 8;

  /// By how much a task may read more than `maximumBytes` of what it need not hold.
  private static final int STREAMED_FACTOR = 4;

  public PartitionTarget {
    boolean isExchangeRange = minimumBytes >= 1 && maximumBytes >= minimumBytes;
    boolean isSplitRange = minimumSplitBytes >= 1 && maximumSplitBytes >= minimumSplitBytes;
    if (!isExchangeRange || !isSplitRange || fusedBytes < 0) {
      throw new IllegalArgumentException(
          "%d, %d, %d, %d, %d"
              .formatted(
                  minimumBytes, maximumBytes, minimumSplitBytes, maximumSplitBytes, fusedBytes));
    }
  }

  /// What is not worth a request is not worth an invocation.
  public PartitionTarget(
      long minimumBytes, long maximumBytes, long minimumSplitBytes, long maximumSplitBytes) {
    this(minimumBytes, maximumBytes, minimumSplitBytes, maximumSplitBytes, minimumBytes);
  }

  /// With the same minimum for both.
  public PartitionTarget(long minimumBytes, long maximumBytes, long maximumSplitBytes) {
    this(minimumBytes, maximumBytes, minimumBytes, maximumSplitBytes);
  }

  /// The same, but no more from an exchange than a function of that size can hold.
  public PartitionTarget within(long functionMemoryBytes) {
    long most =
        Math.max(minimumBytes, FunctionMemory.operatorBytes(functionMemoryBytes) / MEMORY_PER_BYTE);
    return new PartitionTarget(
        minimumBytes,
        Math.min(maximumBytes, most),
        minimumSplitBytes,
        maximumSplitBytes,
        fusedBytes);
  }

  /// The same, where each stage has tasks of its own.
  public PartitionTarget withoutFusion() {
    return new PartitionTarget(minimumBytes, maximumBytes, minimumSplitBytes, maximumSplitBytes, 0);
  }

  /// What a task should read of exchanges that hold `totalBytes`, as far as these matter alone.
  public long forExchange(long totalBytes, int parallelism) {
    return Math.clamp(totalBytes / (2L * parallelism), minimumBytes, maximumBytes);
  }

  /// The most that a task may read of exchanges that hold `totalBytes`, of which `streamedBytes`
  /// pass through it and are never held.
  long mostOfExchange(long totalBytes, long streamedBytes) {
    double heldShare = (double) (totalBytes - streamedBytes) / Math.max(1, totalBytes);
    long streamedMost = STREAMED_FACTOR * maximumBytes;
    return heldShare * streamedMost <= maximumBytes
        ? streamedMost
        : Math.max(maximumBytes, (long) (maximumBytes / heldShare));
  }

  /// The most that every task may read beside its share.
  long forBroadcast(ExchangeCosts costs) {
    return Math.min(costs.broadcastBytes(), maximumBytes / 2);
  }

  /// What a task should read of tables' splits that take `totalBytes`.
  public long forSplits(long totalBytes, int parallelism) {
    return Math.clamp(totalBytes / parallelism, minimumSplitBytes, maximumSplitBytes);
  }
}
