package dev.stint.tests.benchmark;

import dev.stint.coordinator.estimate.EstimateSettings;
import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.request.RunLimits;
import dev.stint.coordinator.run.RunReport;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.Session;
import dev.stint.tests.tpch.TpchData;
import dev.stint.tests.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What runs of the TPC-H queries are estimated to take beside what they take, functions being
/// threads over files: the first run of each query in this process (the first one of all bears the
/// start of the JVM), and the median of later ones. The scale is the system property `scale` (0.1),
/// the number of later runs `runs` (5), the queries `queries` (all). On a machine with other work
/// compare the estimate with the time on the processor, which it should exceed by half.
@Tag("benchmark")
class EstimateBenchmark {

  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.1"));
  private static final int RUNS = Integer.getInteger("runs", 5);
  private static final List<String> QUERIES =
      List.of(System.getProperty("queries", String.join(",", TpchQueries.NAMES)).split(",", -1));
  private static final Logger HADOOP = Logger.getLogger("org.apache");

  @Test
  void estimatesBesideTruth() throws IOException, SQLException {
    HADOOP.setLevel(Level.SEVERE);
    var files = TpchData.at(Path.of("target"), SCALE);
    System.out.printf(
        "scale %s, %d processors%n", SCALE, Runtime.getRuntime().availableProcessors());
    System.out.println(
        "| query | estimated GB-s (range) | first | later, on the processor | estimated to first,"
            + " to later | read, estimated and real | time, estimated and later |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    var firstRatios = new ArrayList<Double>();
    var laterRatios = new ArrayList<Double>();
    try (var session = LocalSession.open(SpeedBenchmark.settings(), S3Use.NOT_NEEDED)) {
      for (var query : QUERIES) {
        measure(session, files, query, firstRatios, laterRatios);
      }
    }
    System.out.printf(
        "median ratio %.2f to the first run, %.2f to later ones%n",
        median(firstRatios), median(laterRatios));
  }

  private static void measure(
      Session session, Path files, String query, List<Double> firstRatios, List<Double> laterRatios)
      throws IOException {
    var sql = TpchQueries.sql(query);
    var tables = SpeedBenchmark.tables(files);
    var graph = session.plan(sql, List.of(), session.catalog(tables), null);
    var estimate =
        RunEstimate.of(graph, warm(session.estimateSettings(RunLimits.NONE)), session.prices());
    var reports = new ArrayList<RunReport>();
    for (int run = 0; run <= RUNS; run++) {
      reports.add(SpeedBenchmark.run(session, graph));
    }
    double first = gigabyteSeconds(reports.getFirst());
    var later = reports.subList(1, reports.size());
    double median = median(later.stream().map(EstimateBenchmark::gigabyteSeconds).toList());
    var expected = estimate.gigabyteSeconds();
    firstRatios.add(expected.expected() / first);
    laterRatios.add(expected.expected() / median);
    System.out.printf(
        "| %s | %.3f (%.3f to %.3f) | %.3f | %.3f, %.3f | %.2f, %.2f | %.1f MB, %.1f MB | %.2f s,"
            + " %.2f s |%n",
        query,
        expected.expected(),
        expected.low(),
        expected.high(),
        first,
        median,
        median(later.stream().map(EstimateBenchmark::processorGigabyteSeconds).toList()),
        expected.expected() / first,
        expected.expected() / median,
        estimate.stages().stream().mapToLong(stage -> stage.inputBytes()).sum() / 1e6,
        reports.getLast().metrics().inputBytes() / 1e6,
        estimate.seconds().expected(),
        median(later.stream().map(EstimateBenchmark::seconds).toList()));
  }

  /// Of a process whose code is compiled.
  private static EstimateSettings warm(EstimateSettings settings) {
    return new EstimateSettings(
        settings.functionMemoryBytes(),
        settings.temporaryBytes(),
        settings.parallelism(),
        0,
        settings.partitions(),
        settings.inlineLimitBytes(),
        settings.stageInlineLimitBytes(),
        settings.speed());
  }

  private static double gigabyteSeconds(RunReport report) {
    return report.cost().usage().gigabyteSeconds();
  }

  /// What it would be if attempts waited for nothing.
  private static double processorGigabyteSeconds(RunReport report) {
    double gigabytes = SpeedBenchmark.settings().functionMemoryBytes() / (double) (1L << 30);
    return report.metrics().cpuNanos() / 1e9 * gigabytes;
  }

  private static double seconds(RunReport report) {
    return Duration.between(report.startTime(), report.endTime()).toNanos() / 1e9;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
