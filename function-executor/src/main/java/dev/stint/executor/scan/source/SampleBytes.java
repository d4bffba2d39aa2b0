package dev.stint.executor.scan.source;

/// How much of a file is read for a sample of it.
public final class SampleBytes {

  private static final long HEAD = 1 << 20;

  private SampleBytes() {}

  /// All of it when all records are wanted, and else its first MiB.
  public static long of(int maxRecords) {
    return maxRecords == Integer.MAX_VALUE ? Long.MAX_VALUE : HEAD;
  }
}
