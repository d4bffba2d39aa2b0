package dev.stint.tests.benchmark;

import dev.stint.tests.cli.Cli;
import dev.stint.tests.reference.DuckDb;
import dev.stint.tests.tpch.TpchData;
import dev.stint.tests.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The TPC-H queries through the command line in this process beside DuckDB on the same files, in
/// turn: the first run of each, and the median of later ones. The scale is the system property
/// `scale` (0.1), the number of later runs `runs` (5), the functions `functions` (threads).
@Tag("benchmark")
class TpchBenchmark {

  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.1"));
  private static final int RUNS = Integer.getInteger("runs", 5);
  private static final String FUNCTIONS = System.getProperty("functions", "threads");

  @Test
  void queriesBesideDuckDb() throws IOException, SQLException {
    var files = TpchData.at(Path.of("target"), SCALE);
    System.out.printf(
        "TPC-H at scale %s, %d processors, functions as %s; milliseconds%n",
        SCALE, Runtime.getRuntime().availableProcessors(), FUNCTIONS);
    System.out.println("query   first  median   DuckDB first  median   ratio of medians");
    double totalLog = 0;
    try (var duckDb = new DuckDb()) {
      for (var table : TpchQueries.TABLES) {
        duckDb.parquetTable(table, files.resolve(table + ".parquet"));
      }
      for (var query : TpchQueries.NAMES) {
        totalLog += Math.log(measure(duckDb, files, query));
      }
    }
    System.out.printf(
        "geometric mean of ratios: %.2f%n", Math.exp(totalLog / TpchQueries.NAMES.size()));
  }

  private static double measure(DuckDb duckDb, Path files, String query) throws IOException {
    var sql = TpchQueries.sql(query);
    var arguments = arguments(files, sql);
    var ours = new ArrayList<Double>();
    var theirs = new ArrayList<Double>();
    for (int run = 0; run <= RUNS; run++) {
      ours.add(milliseconds(() -> Cli.run(arguments).answer()));
      theirs.add(milliseconds(() -> duckDb.query(sql)));
    }
    double ratio = median(ours) / median(theirs);
    System.out.printf(
        "%s %9.0f %7.0f %14.0f %7.0f %8.1f%n",
        query, ours.getFirst(), median(ours), theirs.getFirst(), median(theirs), ratio);
    return ratio;
  }

  private static List<String> arguments(Path files, String sql) {
    var arguments = new ArrayList<>(List.of("sql", "--format", "json", "--functions", FUNCTIONS));
    for (var table : TpchQueries.TABLES) {
      arguments.add("--table");
      arguments.add(table + "=" + files.resolve(table + ".parquet"));
    }
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
}
