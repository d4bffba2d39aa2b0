package dev.stint.tests.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.commit.PendingCommit;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.coordinator.session.SessionSettings;
import dev.stint.executor.exchange.SegmentBatches;
import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.executor.kernel.cast.ValueText;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.explain.StageGraphText;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.catalog.FileCatalog;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.Rule;
import dev.stint.tests.reference.DuckDb;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A query has the same rows without any one rule of the optimiser. `-Dseeds=1000` tries more.
class OptimizerRulesTest {

  private static final RunSettings SETTINGS =
      RunSettings.of("s3://work", 2, SessionSettings.DEFAULT_FUNCTION_MEMORY_BYTES);

  /// Enough rows for what pays only over many.
  private static final String MANY =
      """
      SELECT CASE WHEN i % 11 > 0 THEN i % 13 END::INTEGER AS g,
             CASE WHEN i % 5 > 0 THEN 's' || i % 3 END AS s,
             CASE WHEN i % 7 > 0 THEN i % 100 END::INTEGER AS v,
             CASE WHEN i % 3 > 0 THEN i % 4 / 2.0 END::DOUBLE AS d
      FROM range(150000) AS r(i)
      """;

  @TempDir static Path folder;

  private static final Configuration HADOOP = new Configuration(false);

  @BeforeAll
  static void writeTables() {
    // A container's user may have no name, without which Hadoop refuses to start.
    UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("stint"));
    try (var duckDb = new DuckDb()) {
      duckDb.execute("COPY (%s) TO '%s'".formatted(MANY, folder.resolve("many.parquet")));
      duckDb.execute(
          "COPY (SELECT *, v %% 3 AS k FROM (%s)) TO '%s' (FORMAT parquet, PARTITION_BY (k))"
              .formatted(MANY, folder.resolve("folders.parquet")));
      for (var table : RandomSubqueries.TABLES.entrySet()) {
        duckDb.execute(
            "COPY (%s) TO '%s'"
                .formatted(table.getValue(), folder.resolve(table.getKey() + ".parquet")));
      }
    }
  }

  static LongStream seeds() {
    return LongStream.range(2000, 2000 + Long.getLong("seeds", 8));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rowsAreTheSameWithoutAnyOneRule(long seed) {
    var sql = new RandomSubqueries(seed).statement();
    var request = request();
    var expected = rows(sql, request);

    for (var rule : Rule.values()) {
      assertThat(rows(sql, request.without(rule)))
          .as("without %s: %s", rule, sql)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(v) OVER (PARTITION BY g)",
        "avg(d) FILTER (WHERE v > 50) OVER (PARTITION BY s, g)",
        "count(*) OVER (PARTITION BY s) + max(v) OVER (PARTITION BY g % 7)",
        "min(s) OVER () || count(v) OVER (PARTITION BY d)",
      })
  void totalsOfPartitionsAreTheSameGroupedAsSorted(String total) {
    var sql =
        "SELECT g, s, x, count(*), sum(v) FROM (SELECT *, %s AS x FROM many WHERE v < 90) GROUP BY ALL"
            .formatted(total);
    var request = request();

    var grouped = new SqlPlanner().plan(sql, request);
    assertThat(StageGraphText.print(grouped)).doesNotContain("Window");
    assertThat(run(grouped)).isEqualTo(rows(sql, request.without(Rule.GROUP_TOTALS)));
  }

  /// Keys are NULL in places, and `q` has some of them several times or never.
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        SELECT m.g, m.v, m.s FROM many m WHERE m.g = 5
        AND m.v = (SELECT max(v) FROM many n WHERE n.g = m.g)\
        """,
        """
        SELECT m.g, m.v, q.b FROM many m, q WHERE m.g = q.a AND q.a = 2 AND m.s = 's1'
        AND m.v < (SELECT 0.04 * avg(v) FROM many n WHERE n.g = q.a AND n.s = 's1')\
        """,
        """
        SELECT m.d, m.v FROM many m WHERE m.d > 1 AND m.v = 7 AND m.s = 's1'
        AND m.g > (SELECT avg(g) FROM many n WHERE n.d = m.d AND n.v = 7 AND n.s = 's1')\
        """,
        """
        SELECT m.s, m.g FROM many m JOIN
        (SELECT s, count(*) AS c, sum(v) AS t, min(d + v) AS e FROM many WHERE g = 3 GROUP BY s) n
        ON m.s = n.s WHERE m.g = 3 AND m.v + c > 2000 AND t > m.v AND m.v > e\
        """,
        """
        SELECT g, sum(v) FROM many GROUP BY g
        HAVING sum(v) > (SELECT sum(v) * 0.08 FROM many)\
        """,
        """
        SELECT s, d, count(v), max(v) FROM many WHERE g IN (1, 2) GROUP BY s, d
        HAVING count(v) * 10 > (SELECT count(v) - max(v) FROM many WHERE g IN (1, 2))\
        """,
      })
  void aggregatesOfRowsThatAreReadAnywayAreTheSame(String sql) {
    var request = request();

    var once = new SqlPlanner().plan(sql, request);
    assertThat(StageGraphText.print(once)).containsOnlyOnce("Scan many");
    assertThat(run(once)).isNotEmpty().isEqualTo(rows(sql, request.without(Rule.READ_ONCE)));
  }

  /// What folders leave out is no condition any more when the rows are looked at.
  @ParameterizedTest
  @ValueSource(strings = {"", "AND n.k = 2", "AND n.k = 1", "AND n.k = m.k"})
  void aggregatesOfOtherFoldersAreComputedOfThem(String condition) {
    var sql =
        """
        SELECT m.g, m.v FROM folders m WHERE m.g = 5 AND m.k = 1
        AND m.v > (SELECT avg(v) FROM folders n WHERE n.g = m.g %s)\
        """
            .formatted(condition);
    var request = request();

    assertThat(rows(sql, request))
        .isNotEmpty()
        .isEqualTo(rows(sql, request.without(Rule.READ_ONCE)));
  }

  /// The subquery's rows are not those around it, or more of them come there.
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        SELECT m.g, m.v FROM many m WHERE m.g = 5 AND m.s = 's1'
        AND m.v = (SELECT max(v) FROM many n WHERE n.g = m.g)\
        """,
        """
        SELECT m.g, m.v FROM many m WHERE m.g = 5
        AND m.v > (SELECT avg(v) FROM many n WHERE n.g = m.g AND n.s = 's1')\
        """,
        """
        SELECT m.g, m.v, q.b FROM many m, q WHERE m.g = q.a AND q.b < 3
        AND m.v < (SELECT count(*) - 10000 FROM many n WHERE n.g = q.a)\
        """,
        """
        SELECT m.g, m.v, q.b FROM many m, q WHERE m.v = q.a AND q.b < 3
        AND m.v < (SELECT avg(v) FROM many n WHERE n.g = q.a)\
        """,
        """
        SELECT g, sum(v) FROM many WHERE s = 's1' GROUP BY g
        HAVING sum(v) > (SELECT sum(v) * 0.01 FROM many)\
        """,
      })
  void aggregatesOfOtherRowsAreComputedOfThem(String sql) {
    var request = request();

    var twice = new SqlPlanner().plan(sql, request);
    assertThat(StageGraphText.print(twice).split("Scan many", -1)).hasSize(3);
    assertThat(run(twice)).isNotEmpty().isEqualTo(rows(sql, request.without(Rule.READ_ONCE)));
  }

  private static PlanRequest request() {
    var tables =
        Stream.concat(RandomSubqueries.TABLES.keySet().stream(), Stream.of("many", "folders"))
            .map(name -> TableSource.at(name, folder.resolve(name + ".parquet").toString()))
            .toList();
    var catalog =
        new FileCatalog(
            tables,
            HADOOP,
            (path, _, _) -> {
              throw new IllegalStateException("not text: " + path);
            },
            new PendingCommit(new InMemoryObjectStore()));
    return PlanRequest.forResult(catalog, ConstantExpressions::evaluate, "UTC", Instant.EPOCH);
  }

  /// The rows in an order of their own; or why there are none.
  private static List<String> rows(String sql, PlanRequest request) {
    return run(new SqlPlanner().plan(sql, request));
  }

  private static List<String> run(StageGraph graph) {
    var rows = new ArrayList<String>();
    var store = new InMemoryObjectStore();
    var runner = new TaskRunner(new FunctionEnvironment(store));
    try (var invoker = new ThreadInvoker(runner::run, 2)) {
      var report =
          new RunDriver(
                  RunEnvironment.local(invoker, store),
                  new RunRequest("run", graph, SETTINGS),
                  RunListener.NONE,
                  (schema, segments) -> read(store, schema, segments, rows))
              .run();
      assertThat(report.status())
          .as(String.valueOf(report.failure()))
          .isEqualTo(RunStatus.SUCCEEDED);
    }
    return rows.stream().sorted().toList();
  }

  private static void read(
      ObjectStore store, Schema schema, List<SegmentRef> segments, List<String> rows) {
    try (var batches = SegmentBatches.read(store, segments, schema)) {
      while (batches.hasNext()) {
        var batch = batches.next();
        for (int row = 0; row < batch.rowCount(); row++) {
          var cells = new ArrayList<String>();
          for (int column = 0; column < schema.size(); column++) {
            cells.add(
                String.valueOf(
                    ValueText.text(
                        batch.column(column), row, schema.type(column), ZoneOffset.UTC)));
          }
          rows.add(String.join("|", cells));
        }
      }
    }
  }
}
