package dev.stint.tests.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.commit.PendingCommit;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.partition.Decision;
import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.request.SpeculationPolicy;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.thread.SystemThreads;
import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.stage.StageGraph;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.catalog.FileCatalog;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.BroadcastLimits;
import dev.stint.sql.request.PlanRequest;
import dev.stint.tests.reference.DuckDb;
import dev.stint.tests.reference.ResultRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Statements whose plan changes while they run give what they give without the change.
final class ChangedPlansTest {

  private static final int FILES = 24;

  /// Plans stay as they were made.
  private static final ExchangeCosts KEEP = costs(1e6, 1e9, 0);

  /// Few requests are worth a stage.
  private static final ExchangeCosts MERGE = costs(0, 10, 0);

  /// A side that every task reads whole is worth what it saves in requests.
  private static final ExchangeCosts BROADCAST = costs(1e6, 10, 1 << 20);

  private record Run(List<RunEvent> events, List<String> rows) {

    <D extends Decision> List<D> decisions(Class<D> kind) {
      var decisions = new ArrayList<D>();
      for (var event : events) {
        if (event instanceof RunEvent.StagePlanned(_, var plan)) {
          plan.decisions().stream()
              .filter(kind::isInstance)
              .map(kind::cast)
              .forEach(decisions::add);
        }
      }
      return decisions;
    }

    boolean hasMerged() {
      return events.stream().anyMatch(RunEvent.StageInserted.class::isInstance);
    }
  }

  @TempDir private static Path folder;

  private final FileObjectStore store = new FileObjectStore();

  @BeforeAll
  static void writeTables() throws IOException {
    Files.createDirectories(folder.resolve("facts"));
    Files.createDirectories(folder.resolve("kinds"));
    try (var duckDb = new DuckDb()) {
      for (int file = 0; file < FILES; file++) {
        duckDb.execute(
            """
            COPY (SELECT n AS id, (hash(n) %% 700)::INTEGER AS kind,
                         'name ' || (hash(n, 1) %% 5000) AS name, (hash(n, 2) %% 1000)::BIGINT AS v
                  FROM range(%d, %d) AS r(n)) TO '%s' (FORMAT parquet)
            """
                .formatted(
                    file * 3000, (file + 1) * 3000, folder.resolve("facts/" + file + ".parquet")));
      }
      for (int file = 0; file < 6; file++) {
        duckDb.execute(
            """
            COPY (SELECT n::INTEGER AS kind, 'kind ' || n AS label
                  FROM range(%d, %d) AS r(n)) TO '%s' (FORMAT parquet)
            """
                .formatted(
                    file * 100, (file + 1) * 100, folder.resolve("kinds/" + file + ".parquet")));
      }
    }
  }

  @Test
  void segmentsThatAreMergedFirstGiveTheSameGroups() {
    var graph =
        plan("SELECT name, count(*) AS c, sum(v) AS s, max(id) AS m FROM facts GROUP BY name");

    var merged = run(graph, MERGE);

    assertThat(merged.hasMerged()).isTrue();
    assertThat(merged.decisions(Decision.MergeFirst.class)).isNotEmpty();
    assertThat(sorted(merged)).hasSize(5000).isEqualTo(sorted(kept(graph)));
  }

  @Test
  void segmentsThatAreMergedFirstGiveTheSameOrder() {
    var graph = plan("SELECT v, id, name FROM facts ORDER BY v DESC, id");

    var merged = run(graph, MERGE);

    assertThat(merged.hasMerged()).isTrue();
    assertThat(merged.rows()).hasSize(FILES * 3000).isEqualTo(kept(graph).rows());
  }

  @Test
  void segmentsThatAreMergedFirstGiveTheSameJoin() {
    var graph =
        plan("SELECT f.id, f.name, k.label FROM facts f LEFT JOIN kinds k ON f.kind = k.kind");

    var merged = run(graph, MERGE);

    assertThat(merged.hasMerged()).isTrue();
    assertThat(sorted(merged)).hasSize(FILES * 3000).isEqualTo(sorted(kept(graph)));
  }

  @Test
  void joinsThatBecomeBroadcastsGiveTheSameRows() {
    for (var join : List.of("JOIN", "LEFT JOIN", "LEFT ANTI JOIN")) {
      var columns = join.equals("LEFT ANTI JOIN") ? "f.id" : "f.id, k.label";
      var graph =
          plan("SELECT %s FROM facts f %s kinds k ON f.kind = k.kind".formatted(columns, join));

      var broadcast = run(graph, BROADCAST);

      assertThat(broadcast.decisions(Decision.BroadcastInstead.class)).as(join).isNotEmpty();
      assertThat(sorted(broadcast)).as(join).isNotEmpty().isEqualTo(sorted(kept(graph)));
    }
  }

  private Run kept(StageGraph graph) {
    var run = run(graph, KEEP);
    assertThat(run.hasMerged()).isFalse();
    assertThat(run.decisions(Decision.BroadcastInstead.class)).isEmpty();
    return run;
  }

  private static List<String> sorted(Run run) {
    return run.rows().stream().sorted().toList();
  }

  private static ExchangeCosts costs(
      double stageSeconds, double getsPerSecond, long broadcastBytes) {
    return new ExchangeCosts(
        0, 0, 0, 1e-9, 1L << 50, getsPerSecond, 1e9, stageSeconds, broadcastBytes);
  }

  private StageGraph plan(String sql) {
    // A container's user may have no name, without which Hadoop refuses to start.
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("stint"));
    var tables =
        Stream.of("facts", "kinds")
            .map(name -> TableSource.at(name, "file://" + folder.resolve(name) + "/"))
            .toList();
    var catalog =
        new FileCatalog(
            tables,
            new Configuration(false),
            (path, _, _) -> {
              throw new IllegalStateException("not text: " + path);
            },
            new PendingCommit(store));
    var request =
        PlanRequest.forResult(catalog, ConstantExpressions::evaluate, "UTC", Instant.EPOCH)
            .withBroadcasts(BroadcastLimits.NONE);
    return new SqlPlanner().plan(sql, request);
  }

  private Run run(StageGraph graph, ExchangeCosts costs) {
    var events = new ArrayList<RunEvent>();
    var rows = new ArrayList<String>();
    var runner = new TaskRunner(new FunctionEnvironment(store));
    try (var invoker = new ThreadInvoker(runner::run, 2)) {
      var environment =
          new RunEnvironment(
              invoker,
              store,
              PriceTable.US_EAST_1_ARM,
              costs,
              InstantSource.system(),
              new Random(1),
              new SystemThreads(InstantSource.system()));
      var report =
          new RunDriver(
                  environment,
                  new RunRequest("run-" + System.nanoTime(), graph, settings()),
                  logged -> events.add(logged.event()),
                  (schema, segments) -> rows.addAll(ResultRows.read(store, schema, segments)))
              .run();
      assertThat(report.failure()).isNull();
    }
    return new Run(events, rows);
  }

  /// With a task for each file, many small partitions, nothing in messages, and every exchange.
  private static RunSettings settings() {
    return new RunSettings(
        "file://" + folder.resolve("work"),
        2,
        AttemptPolicy.of(512L << 20),
        SpeculationPolicy.OFF,
        new PartitionTarget(10 << 10, 20 << 10, 1, 20 << 10, 0),
        0,
        0,
        RunSettings.DEFAULT_ATTEMPT_TIMEOUT,
        Double.POSITIVE_INFINITY,
        null);
  }
}
