package dev.stint.tests.benchmark;

import dev.stint.tests.cli.Cli;
import dev.stint.tests.reference.DuckDb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Times queries through the command line in this process beside DuckDB on the same Parquet files,
/// in turn, and prints the first time of each and the median of `runs` (5) later ones. `functions`
/// (threads) says as what functions run.
final class BesideDuckDb implements AutoCloseable {

  private static final int RUNS = Integer.getInteger("runs", 5);
  private static final String FUNCTIONS = System.getProperty("functions", "threads");

  private final Map<String, Path> tables;
  private final DuckDb duckDb = new DuckDb();
  private double ratioLogs;
  private int queryCount;

  BesideDuckDb(String title, Map<String, Path> tables) {
    this.tables = tables;
    tables.forEach(duckDb::parquetTable);
    System.out.printf(
        "%s, %d processors, functions as %s; milliseconds%n",
        title, Runtime.getRuntime().availableProcessors(), FUNCTIONS);
    System.out.println("query        first  median   DuckDB first  median   ratio of medians");
  }

  void measure(String name, String sql) {
    var arguments = arguments(sql);
    var ours = new ArrayList<Double>();
    var theirs = new ArrayList<Double>();
    for (int run = 0; run <= RUNS; run++) {
      ours.add(milliseconds(() -> Cli.run(arguments).answer()));
      theirs.add(milliseconds(() -> duckDb.query(sql)));
    }
    double ratio = median(ours) / median(theirs);
    System.out.printf(
        "%-9s %8.0f %7.0f %14.0f %7.0f %8.2f%n",
        name, ours.getFirst(), median(ours), theirs.getFirst(), median(theirs), ratio);
    ratioLogs += Math.log(ratio);
    queryCount++;
  }

  void printMean() {
    System.out.printf("geometric mean of ratios: %.2f%n", Math.exp(ratioLogs / queryCount));
  }

  private List<String> arguments(String sql) {
    var arguments = new ArrayList<>(List.of("sql", "--format", "json", "--functions", FUNCTIONS));
    tables.forEach((table, file) -> arguments.addAll(List.of("--table", table + "=" + file)));
    arguments.add(sql);
    return arguments;
  }

  private static double milliseconds(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return (System.nanoTime() - start) / 1e6;
  }

  /// Of all runs but the first.
  private static double median(List<Double> times) {
    var later = times.subList(1, times.size()).stream().mapToDouble(time -> time).toArray();
    Arrays.sort(later);
    return later[later.length / 2];
  }

  @Override
  public void close() {
    duckDb.close();
  }
}
