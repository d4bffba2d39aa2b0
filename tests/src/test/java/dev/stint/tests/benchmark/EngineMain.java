package dev.stint.tests.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.sun.management.OperatingSystemMXBean;
import dev.stint.coordinator.cli.console.Logging;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The main class of a process in which an [Engine] answers statements: each is a line on standard
/// input, a string of JSON, and answered by a line of [#ANSWER] and numbers: milliseconds, those of
/// processor time, the peak of resident memory in bytes, both with those of its children, and
/// [Engine.Amounts]. Both hold for `tests/benchmark/spark.py` as well. Linux only.
///
/// Arguments: the engine, then each table as `name=file`.
public final class EngineMain {

  static final String ANSWER = "ANSWER";

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private EngineMain() {}

  public static void main(String[] arguments) throws Exception {
    // As in the command: a library's log would be formatted for nobody.
    Logging.quiet();
    var answers = System.out;
    System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    var tables = new TreeMap<String, Path>();
    for (var table : Arrays.asList(arguments).subList(1, arguments.length)) {
      int equals = table.indexOf('=');
      tables.put(table.substring(0, equals), Path.of(table.substring(equals + 1)));
    }
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var json = new JsonFactory();
    try (var engine = engine(arguments[0], tables)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        try (var parser = json.createParser(line)) {
          answers.println(answer(engine, parser.nextTextValue()));
        }
      }
    }
    // The SDK's threads would keep the process.
    System.exit(0);
  }

  private static Engine engine(String name, Map<String, Path> tables) throws IOException {
    return switch (name) {
      case "stint" -> StintEngine.ofThreads(tables, home());
      case "stint-processes" -> StintEngine.ofProcesses(tables, home());
      case "duckdb" -> new DuckDbEngine(tables);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Path home() {
    return Path.of(System.getenv("STINT_HOME"));
  }

  private static String answer(Engine engine, String sql) throws IOException {
    forgetPeakMemory(engine);
    long cpuStart = cpuNanos(engine);
    long start = System.nanoTime();
    engine.run(sql);
    double wall = (System.nanoTime() - start) / 1e6;
    double cpu = (cpuNanos(engine) - cpuStart) / 1e6;
    var amounts = engine.amounts();
    return "%s %.3f %.3f %d %d %d %d %d"
        .formatted(
            ANSWER,
            wall,
            cpu,
            peakMemoryBytes(engine),
            amounts.rows(),
            amounts.inputRows(),
            amounts.inputBytes(),
            amounts.requests());
  }

  /// Of this process, and, by ticks of 10 ms, of its children: those that ended stand in fields 16
  /// and 17 of proc(5)'s stat.
  private static long cpuNanos(Engine engine) throws IOException {
    var fields =
        Files.readString(Path.of("/proc/self/stat")).replaceFirst(".*\\) ", "").split(" ", -1);
    long ended = (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * 10_000_000;
    long running =
        engine.processes().stream()
            .flatMap(child -> child.info().totalCpuDuration().stream())
            .mapToLong(Duration::toNanos)
            .sum();
    return PROCESS.getProcessCpuTime() + ended + running;
  }

  private static List<ProcessHandle> processes(Engine engine) {
    return Stream.concat(Stream.of(ProcessHandle.current()), engine.processes().stream()).toList();
  }

  private static void forgetPeakMemory(Engine engine) throws IOException {
    for (var process : processes(engine)) {
      ProcessMemory.forgetPeak(process);
    }
  }

  private static long peakMemoryBytes(Engine engine) throws IOException {
    long sum = 0;
    for (var process : processes(engine)) {
      sum += ProcessMemory.peakBytes(process);
    }
    return sum;
  }
}
