package dev.stint.tests.jmh;

import dev.stint.tests.benchmark.LauncherOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Measures benchmarks, each with each of its parameters in a process with the launcher's options,
/// and writes `target/benchmarks/jmh.json`. Which ones: the system property `jmh.include`, patterns
/// between commas, all if it is not there; `jmh.params` takes some of the parameters alone
/// (`expression=a + b|a * b;…`); `jmh.rows` are those of a call. `jmh.forks`, `jmh.warmups`,
/// `jmh.iterations` and `jmh.seconds` say how often and how long, `jmh.profiler` with which of
/// JMH's profilers.
@Tag("benchmark")
class RunBenchmarks {

  private static final Path RESULT = Path.of("target", "benchmarks", "jmh.json");

  @Test
  void rowsAreTimed() throws IOException, RunnerException {
    System.setProperty("jmh.ignoreLock", "true");
    Files.createDirectories(RESULT.getParent());
    var options =
        Benchmarks.options(List.of(System.getProperty("jmh.include", "").split(",", -1)))
            .jvmArgs(LauncherOptions.read().toArray(String[]::new))
            .addProfiler(CpuTime.class)
            .resultFormat(ResultFormatType.JSON)
            .result(RESULT.toString());
    extent(options);
    parameters(options);

    new Runner(options.build()).run();
  }

  private static void extent(ChainedOptionsBuilder options) {
    set("jmh.forks", options::forks);
    set("jmh.warmups", options::warmupIterations);
    set("jmh.iterations", options::measurementIterations);
    set("jmh.seconds", seconds -> options.warmupTime(TimeValue.seconds(seconds)));
    set("jmh.seconds", seconds -> options.measurementTime(TimeValue.seconds(seconds)));
    set("jmh.rows", rows -> Benchmarks.rows(options, rows));
    var profiler = System.getProperty("jmh.profiler");
    if (profiler != null) {
      options.addProfiler(profiler);
    }
  }

  private static void set(String property, IntConsumer setting) {
    var value = Integer.getInteger(property);
    if (value != null) {
      setting.accept(value);
    }
  }

  private static void parameters(ChainedOptionsBuilder options) {
    for (var parameter : System.getProperty("jmh.params", "").split(";", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        options.param(
            parameter.substring(0, equals), parameter.substring(equals + 1).split("\\|", -1));
      }
    }
  }
}
