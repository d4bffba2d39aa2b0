package dev.stint.tests.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.partition.Decision;
import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.sql.catalog.TableSource;
import dev.stint.sql.request.BroadcastLimits;
import dev.stint.tests.reference.DuckDb;
import dev.stint.tests.settings.SettingsRun;
import dev.stint.tests.settings.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  private record Run(List<RunEvent> events, List<List<@Nullable Object>> rows) {

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
    var sql = "SELECT name, count(*) AS c, sum(v) AS s, max(id) AS m FROM facts GROUP BY name";

    var merged = run(sql, MERGE);

    assertThat(merged.hasMerged()).isTrue();
    assertThat(merged.decisions(Decision.MergeFirst.class)).isNotEmpty();
    assertThat(sorted(merged)).hasSize(5000).isEqualTo(sorted(kept(sql)));
  }

  @Test
  void segmentsThatAreMergedFirstGiveTheSameOrder() {
    var sql = "SELECT v, id, name FROM facts ORDER BY v DESC, id";

    var merged = run(sql, MERGE);

    assertThat(merged.hasMerged()).isTrue();
    assertThat(merged.rows()).hasSize(FILES * 3000).isEqualTo(kept(sql).rows());
  }

  @Test
  void segmentsThatAreMergedFirstGiveTheSameJoin() {
    var sql = "SELECT f.id, f.name, k.label FROM facts f LEFT JOIN kinds k ON f.kind = k.kind";

    var merged = run(sql, MERGE);

    assertThat(merged.hasMerged()).isTrue();
    assertThat(sorted(merged)).hasSize(FILES * 3000).isEqualTo(sorted(kept(sql)));
  }

  @Test
  void joinsThatBecomeBroadcastsGiveTheSameRows() {
    for (var join : List.of("JOIN", "LEFT JOIN", "LEFT ANTI JOIN")) {
      var columns = join.equals("LEFT ANTI JOIN") ? "f.id" : "f.id, k.label";
      var sql = "SELECT %s FROM facts f %s kinds k ON f.kind = k.kind".formatted(columns, join);

      var broadcast = run(sql, BROADCAST);

      assertThat(broadcast.decisions(Decision.BroadcastInstead.class)).as(join).isNotEmpty();
      assertThat(sorted(broadcast)).as(join).isNotEmpty().isEqualTo(sorted(kept(sql)));
    }
  }

  private static Run kept(String sql) {
    var run = run(sql, KEEP);
    assertThat(run.hasMerged()).isFalse();
    assertThat(run.decisions(Decision.BroadcastInstead.class)).isEmpty();
    return run;
  }

  private static List<String> sorted(Run run) {
    return run.rows().stream().map(List::toString).sorted().toList();
  }

  private static ExchangeCosts costs(
      double stageSeconds, double getsPerSecond, long broadcastBytes) {
    return new ExchangeCosts(
        0, 0, 0, 1e-9, 1L << 50, getsPerSecond, 1e9, stageSeconds, broadcastBytes);
  }

  private static Run run(String sql, ExchangeCosts costs) {
    var tables =
        Stream.of("facts", "kinds")
            .map(name -> TableSource.at(name, "file://" + folder.resolve(name) + "/"))
            .toList();
    var result = new SettingsRun(folder.resolve("work"), tables, settings(costs)).run(sql);
    assertThat(result.failure()).isNull();
    return new Run(result.events(), Objects.requireNonNull(result.answer()).rows());
  }

  /// With a task for each file, many small partitions, nothing in messages, and every exchange.
  private static TestSettings settings(ExchangeCosts costs) {
    var partitions = new PartitionTarget(10 << 10, 20 << 10, 1, 20 << 10, 0);
    return new TestSettings(BroadcastLimits.NONE, partitions, costs, 0, 2, 1);
  }
}
