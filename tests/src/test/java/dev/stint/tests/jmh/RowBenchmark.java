package dev.stint.tests.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What benchmarks have in common: an operation is one row, of `rows` that each call works through.
/// Who sets `rows` sets the operations of a call alike, as [Benchmarks] does.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class RowBenchmark {

  /// Of what fits a core's cache, batch by batch.
  static final int CACHED_ROWS = 1 << 16;

  static final int MANY_ROWS = 1 << 20;
}
