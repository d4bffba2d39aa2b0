package dev.stint.tests.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.stint.tests.cli.Cli;
import dev.stint.tests.reference.DuckDb;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Times queries through the command line in this process beside DuckDB on the same Parquet files,
/// in turn, and prints the first time of each and the medians of `runs` (5) later ones, after
/// `warmups` (0) that are not counted: of the time that passed, and of the CPU time that the
/// process used in it. `queries` (all) names some of them, with commas between. `functions`
/// (threads) says as what functions run; CPU time of other processes is not counted.
final class BesideDuckDb implements AutoCloseable {

  private static final int RUNS = Integer.getInteger("runs", 5);
  private static final int WARMUPS = Integer.getInteger("warmups", 0);
  private static final String NAMES = System.getProperty("queries", "all");
  private static final String FUNCTIONS = System.getProperty("functions", "threads");

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Map<String, Path> tables;
  private final DuckDb duckDb = new DuckDb();
  private double ratioLogs;
  private double cpuRatioLogs;
  private int queryCount;

  BesideDuckDb(String title, Map<String, Path> tables) {
    this.tables = tables;
    tables.forEach(duckDb::parquetTable);
    System.out.printf(
        "%s, %d processors, functions as %s; milliseconds%n",
        title, Runtime.getRuntime().availableProcessors(), FUNCTIONS);
    System.out.println(
        "query        first  median     CPU   DuckDB first  median     CPU   ratio   of CPU");
  }

  void measure(String name, String sql) {
    if (!NAMES.equals("all") && !List.of(NAMES.split(",")).contains(name)) {
      return;
    }
    var arguments = arguments(sql);
    var ours = new ArrayList<Used>();
    var theirs = new ArrayList<Used>();
    for (int run = 0; run <= WARMUPS + RUNS; run++) {
      ours.add(used(() -> Cli.run(arguments).answer()));
      theirs.add(used(() -> duckDb.query(sql)));
    }
    double ratio = median(ours, Used::wall) / median(theirs, Used::wall);
    double cpuRatio = median(ours, Used::cpu) / median(theirs, Used::cpu);
    System.out.printf(
        "%-9s %8.0f %7.0f %7.0f %14.0f %7.0f %7.0f %7.2f %8.2f%n",
        name,
        ours.getFirst().wall(),
        median(ours, Used::wall),
        median(ours, Used::cpu),
        theirs.getFirst().wall(),
        median(theirs, Used::wall),
        median(theirs, Used::cpu),
        ratio,
        cpuRatio);
    ratioLogs += Math.log(ratio);
    cpuRatioLogs += Math.log(cpuRatio);
    queryCount++;
  }

  void printMean() {
    System.out.printf(
        "geometric means of ratios: %.2f, of CPU time %.2f%n",
        Math.exp(ratioLogs / queryCount), Math.exp(cpuRatioLogs / queryCount));
  }

  private List<String> arguments(String sql) {
    var arguments = new ArrayList<>(List.of("sql", "--format", "json", "--functions", FUNCTIONS));
    tables.forEach((table, file) -> arguments.addAll(List.of("--table", table + "=" + file)));
    arguments.add(sql);
    return arguments;
  }

  /// In milliseconds.
  private record Used(double wall, double cpu) {}

  private static Used used(Runnable action) {
    long start = System.nanoTime();
    long cpuStart = PROCESS.getProcessCpuTime();
    action.run();
    return new Used(
        (System.nanoTime() - start) / 1e6, (PROCESS.getProcessCpuTime() - cpuStart) / 1e6);
  }

  /// Of all runs but the first and those that are not counted.
  private static double median(List<Used> runs, ToDoubleFunction<Used> time) {
    double[] later =
        runs.subList(1 + WARMUPS, runs.size()).stream().mapToDouble(time).sorted().toArray();
    return later[later.length / 2];
  }

  @Override
  public void close() {
    duckDb.close();
  }
}
