package dev.stint.coordinator.estimate;

import java.time.Duration;

/// How fast functions work, on one whole processor, with compiled code. Nanoseconds are of
/// processor time; those of a byte are per stored byte for what is scanned and per byte in memory
/// (`Schema.guessedRowBytes`) for what goes through an exchange or into files.
///
/// `storedShare` is what of a row's memory its compressed form takes. `waiting`, at least 1, is by
/// how much an attempt takes longer than the processor time of its own thread: garbage collection,
/// compilation and reads share the processor. `attemptStart` is what every attempt takes, whatever
/// it does, and `coldStart` what is lost in each function until its code is loaded and compiled.
/// `getLatency` and `putLatency` are those of the object store. A function with less memory than
/// `processorMemoryBytes` is slower in proportion; 0 where each has a whole processor.
///
/// [#LOCAL] was measured on 2026-11-26 with `SpeedBenchmark` in `tests` at scale 1, warm, Java 25
/// on 2 virtual processors of an x86-64 server that had other work as well (hence `waiting`):
///
/// | statement | measured |
/// | --- | --- |
/// | `max` of three numeric or three text columns, Parquet, Snappy | 3.1 and 3.5 ns/B |
/// | the same from CSV and from JSON | 2.0 to 2.6 and 2.3 to 2.4 ns/B |
/// | scan with and without four columns into an exchange | 2.3 ns/B, 0.14 to 0.43 of it stored |
/// | `ORDER BY`, merged from an exchange and written again | 1.7 ns/B |
/// | `ORDER BY` before the exchange | 64 to 87 ns/row |
/// | partial `GROUP BY`, 4 to 1,500,000 groups | 15 to 30 ns/row |
/// | final `GROUP BY`, few and only new groups | 15 to 60 ns/row |
/// | scan of 16 columns with and without writing them as Parquet | 4 ns/B |
/// | hash join of 6,000,000 rows with 1,500,000 | 259 ms: 15 to 28 ns/probe row, 50 to 60 ns/build row |
/// | the same with 10,000 | 1 ns/probe row |
///
/// [#LAMBDA] is the same processor with the published mean latency of S3 requests from functions,
/// and a start between what a local process takes until its first answer (0.9 s) and until it has
/// written to S3 (1.9 s). Nothing of it was measured on Lambda.
public record ExecutionSpeed(
    double parquetScanNanos,
    double csvScanNanos,
    double jsonScanNanos,
    double exchangeWriteNanos,
    double exchangeReadNanos,
    double fileWriteNanos,
    double aggregateRowNanos,
    double buildRowNanos,
    double probeRowNanos,
    double sortRowNanos,
    double projectRowNanos,
    double storedShare,
    double waiting,
    Duration attemptStart,
    Duration coldStart,
    Duration getLatency,
    Duration putLatency,
    long processorMemoryBytes) {

  public static final ExecutionSpeed LOCAL =
      of(
          Duration.ofMillis(1),
          Duration.ofMillis(500),
          Duration.ofMillis(1),
          Duration.ofMillis(1),
          0);

  public static final ExecutionSpeed LAMBDA =
      of(
          Duration.ofMillis(5),
          Duration.ofMillis(1500),
          Duration.ofMillis(33),
          Duration.ofMillis(46),
          1769L << 20);

  public ExecutionSpeed {
    if (waiting < 1 || storedShare <= 0 || storedShare > 1 || processorMemoryBytes < 0) {
      throw new IllegalArgumentException(
          "waiting %s, storedShare %s, processorMemoryBytes %s"
              .formatted(waiting, storedShare, processorMemoryBytes));
    }
  }

  private static ExecutionSpeed of(
      Duration attemptStart,
      Duration coldStart,
      Duration getLatency,
      Duration putLatency,
      long processorMemoryBytes) {
    return new ExecutionSpeed(
        3.1,
        2.3,
        2.4,
        2.0,
        0.4,
        4,
        22,
        50,
        15,
        75,
        3,
        0.3,
        1.5,
        attemptStart,
        coldStart,
        getLatency,
        putLatency,
        processorMemoryBytes);
  }

  /// How many times slower a function of that much memory is than a whole processor.
  double slowness(long memoryBytes) {
    return Math.max(1, (double) processorMemoryBytes / memoryBytes);
  }
}
