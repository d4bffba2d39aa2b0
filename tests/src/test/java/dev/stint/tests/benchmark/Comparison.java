package dev.stint.tests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Times statements on several engines over the same Parquet files, in turn in one run, each engine
/// in a process of its own: Stint first, then its peers, by the system property `engines`
/// (`stint,duckdb`; also `stint-processes` and `spark`). Of each statement the first time is told,
/// and the medians of `runs` (5) later ones after `warmups` (0) that are not counted. `queries`
/// (all) names some statements, with commas between.
///
/// Prints a line for each statement and engine, then the geometric means of Stint's ratios to each
/// peer, and writes the same as `target/benchmarks/NAME.csv`, and with `-Dchart=FILE` as SVG.
final class Comparison implements AutoCloseable {

  private static final int RUNS = Integer.getInteger("runs", 5);
  private static final int WARMUPS = Integer.getInteger("warmups", 0);
  private static final String QUERIES = System.getProperty("queries", "all");
  private static final List<String> ENGINES =
      List.of(System.getProperty("engines", "stint,duckdb").split(","));
  private static final String CHART = System.getProperty("chart", "");

  private final String name;
  private final String title;
  private final Path scratch = Files.createTempDirectory("stint-benchmark");
  private final Map<String, EngineProcess> engines = new LinkedHashMap<>();
  private final Map<String, Map<String, Timing>> timings = new LinkedHashMap<>();

  Comparison(String name, String title, Map<String, Path> tables) throws IOException {
    this.name = name;
    this.title = title;
    for (var engine : ENGINES) {
      engines.put(engine, new EngineProcess(engine, tables, scratch.resolve(engine)));
    }
    System.out.printf(
        "%s, %d processors, %d warm-ups and %d runs%n",
        title, Runtime.getRuntime().availableProcessors(), WARMUPS, RUNS);
    System.out.println(
        "query     engine              first ms      ms  CPU ms peak MiB  ratio of CPU"
            + "     rows read    bytes read requests");
  }

  void measure(String query, String sql) throws IOException {
    if (!QUERIES.equals("all") && !List.of(QUERIES.split(",")).contains(query)) {
      return;
    }
    var runs = new LinkedHashMap<String, List<EngineProcess.Measured>>();
    for (int run = 0; run <= WARMUPS + RUNS; run++) {
      for (var engine : engines.entrySet()) {
        runs.computeIfAbsent(engine.getKey(), _ -> new ArrayList<>())
            .add(engine.getValue().run(sql));
      }
    }
    var found = new LinkedHashMap<String, Timing>();
    runs.forEach((engine, all) -> found.put(engine, Timing.of(all, WARMUPS)));
    checkRows(query, found);
    timings.put(query, found);
    found.forEach((engine, timing) -> print(query, engine, timing, found.get(ENGINES.getFirst())));
  }

  private static void checkRows(String query, Map<String, Timing> found) {
    if (found.values().stream().mapToLong(timing -> timing.amounts().rows()).distinct().count()
        > 1) {
      throw new AssertionError(query + " has other numbers of rows: " + found);
    }
  }

  private static void print(String query, String engine, Timing timing, Timing ours) {
    var amounts = timing.amounts();
    System.out.printf(
        "%-9s %-16s %11.0f %7.0f %7.0f %8d %6.2f %6.2f %13s %13s %8s%n",
        query,
        engine,
        timing.first(),
        timing.wall(),
        timing.cpu(),
        timing.peakBytes() >> 20,
        ours.wall() / timing.wall(),
        ours.cpu() / timing.cpu(),
        known(amounts.inputRows()),
        known(amounts.inputBytes()),
        known(amounts.requests()));
  }

  private static String known(long amount) {
    return amount < 0 ? "" : Long.toString(amount);
  }

  /// Prints what all statements say together, and writes the files.
  void finish() throws IOException {
    var ours = ENGINES.getFirst();
    for (var peer : ENGINES.subList(1, ENGINES.size())) {
      double wall = 0;
      double cpu = 0;
      double worst = 0;
      for (var found : timings.values()) {
        double ratio = found.get(ours).wall() / found.get(peer).wall();
        wall += Math.log(ratio);
        cpu += Math.log(found.get(ours).cpu() / found.get(peer).cpu());
        worst = Math.max(worst, ratio);
      }
      System.out.printf(
          "to %s, geometric means: %.2f of the time, %.2f of CPU; at most %.2f%n",
          peer, Math.exp(wall / timings.size()), Math.exp(cpu / timings.size()), worst);
    }
    var file = Path.of("target", "benchmarks", name + ".csv");
    Files.createDirectories(file.getParent());
    Files.write(file, csv());
    System.out.println("written to " + file.toAbsolutePath());
    if (!CHART.isEmpty()) {
      ComparisonChart.write(Path.of(CHART), title, timings);
    }
  }

  private List<String> csv() {
    var lines = new ArrayList<String>();
    lines.add(
        "query,engine,first_ms,median_ms,cpu_ms,peak_bytes,rows,input_rows,input_bytes,requests");
    timings.forEach(
        (query, found) -> found.forEach((engine, timing) -> lines.add(csv(query, engine, timing))));
    return lines;
  }

  private static String csv(String query, String engine, Timing timing) {
    var amounts = timing.amounts();
    return "%s,%s,%.1f,%.1f,%.1f,%d,%d,%s,%s,%s"
        .formatted(
            query,
            engine,
            timing.first(),
            timing.wall(),
            timing.cpu(),
            timing.peakBytes(),
            amounts.rows(),
            known(amounts.inputRows()),
            known(amounts.inputBytes()),
            known(amounts.requests()));
  }

  @Override
  public void close() throws IOException {
    engines.values().forEach(EngineProcess::close);
    try (Stream<Path> files = Files.walk(scratch)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
