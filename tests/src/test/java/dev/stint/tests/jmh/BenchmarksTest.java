package dev.stint.tests.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {

  private static final int ROWS = 1000;

  @Test
  void eachRunsWithEachOfItsParameters() throws RunnerException {
    var options =
        Benchmarks.options(List.of(""))
            .forks(0)
            .mode(Mode.SingleShotTime)
            .warmupIterations(0)
            .measurementIterations(1)
            .verbosity(VerboseMode.SILENT);
    Benchmarks.rows(options, ROWS);

    assertThat(new Runner(options.build()).run()).hasSizeGreaterThan(100);
  }
}
