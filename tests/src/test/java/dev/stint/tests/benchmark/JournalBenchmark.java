package dev.stint.tests.benchmark;

import dev.stint.config.store.S3Settings;
import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.LocalSession;
import dev.stint.coordinator.session.S3Use;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.stage.StageGraph;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.tests.tpch.TpchData;
import dev.stint.tests.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a small run pays for its journal: statements run in pairs, with the journal in the store
/// and with one that costs nothing, the work folder once in files and once in the embedded S3. Of
/// each it prints the median times of both and the median of what the journal added in a pair. The
/// scale is the system property `scale` (0.01), the number of pairs `pairs` (60), of which a third
/// more run before.
@Tag("benchmark")
class JournalBenchmark {

  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.01"));
  private static final int PAIRS = Integer.getInteger("pairs", 60);
  private static final List<String> QUERIES = List.of("q01", "q06", "q03");

  private static final Logger HADOOP = Logger.getLogger("org.apache");

  @Test
  void whatTheJournalAddsToSmallRuns() throws IOException, SQLException {
    HADOOP.setLevel(Level.SEVERE);
    var settings = SpeedBenchmark.settings();
    var files = TpchData.at(Path.of("target"), SCALE);
    var graphs = new ArrayList<StageGraph>();
    try (var session = LocalSession.open(settings, S3Use.NOT_NEEDED)) {
      var catalog = session.catalog(SpeedBenchmark.parquet(files));
      for (var query : QUERIES) {
        graphs.add(session.plan(TpchQueries.sql(query), List.of(), catalog, null));
      }
    }
    try (var store = ObjectStores.open(S3Settings.aws(S3Settings.DEFAULT_REGION))) {
      var folder = "file://" + Path.of("target", "journal-benchmark").toAbsolutePath();
      compare("files", settings, graphs, store, folder);
    }
    try (var s3 = EmbeddedS3.startTemporary();
        var store = ObjectStores.open(s3.settings())) {
      s3.createBucket("work");
      compare("embedded S3", settings, graphs, store, "s3://work");
    }
  }

  private static void compare(
      String name,
      SessionSettings settings,
      List<StageGraph> graphs,
      ObjectStore store,
      String workPath) {
    var runner = new TaskRunner(new FunctionEnvironment(store));
    var runSettings =
        RunSettings.of(
            workPath, settings.parallelism(), AttemptPolicy.of(settings.functionMemoryBytes()));
    try (var invoker = new ThreadInvoker(runner::run, settings.parallelism())) {
      for (int query = 0; query < graphs.size(); query++) {
        var graph = graphs.get(query);
        var with = new ArrayList<Double>();
        var without = new ArrayList<Double>();
        var added = new ArrayList<Double>();
        for (int pair = -PAIRS / 3; pair < PAIRS; pair++) {
          // Whoever comes second finds the processor warmer: they take turns.
          double first = millis(graph, runSettings, invoker, store, pair % 2 == 0);
          double second = millis(graph, runSettings, invoker, store, pair % 2 != 0);
          if (pair >= 0) {
            double journaled = pair % 2 == 0 ? first : second;
            double bare = pair % 2 == 0 ? second : first;
            with.add(journaled);
            without.add(bare);
            added.add(journaled - bare);
          }
        }
        System.out.printf(
            "%-12s %s: with %7.2f ms, without %7.2f ms, added in a pair %6.2f ms, %5.1f %%%n",
            name,
            QUERIES.get(query),
            median(with),
            median(without),
            median(added),
            100 * median(added) / median(without));
      }
    }
  }

  private static double millis(
      StageGraph graph,
      RunSettings settings,
      ThreadInvoker invoker,
      ObjectStore store,
      boolean isJournaled) {
    var environment = RunEnvironment.local(invoker, isJournaled ? store : new FreeJournal(store));
    var request = new RunRequest(UUID.randomUUID().toString(), graph, settings);
    long start = System.nanoTime();
    var report = new RunDriver(environment, request, RunListener.NONE, ResultConsumer.NONE).run();
    double millis = (System.nanoTime() - start) / 1e6;
    if (report.status() != RunStatus.SUCCEEDED) {
      throw new AssertionError("ended with " + report);
    }
    return millis;
  }

  private static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
