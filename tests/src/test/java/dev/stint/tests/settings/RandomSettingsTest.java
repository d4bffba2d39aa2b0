package dev.stint.tests.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.AttemptCause;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.partition.Decision;
import dev.stint.sql.catalog.TableSource;
import dev.stint.tests.reference.DuckDb;
import dev.stint.tests.tpcds.TpcdsData;
import dev.stint.tests.tpcds.TpcdsQueries;
import dev.stint.tests.tpch.TpchData;
import dev.stint.tests.tpch.TpchQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// TPC-H at scale 0.1 and TPC-DS at 0.01, each query under settings of its own, give the reference
/// engine's answers. `-Dsettings.seeds=10` tries each under ten.
class RandomSettingsTest {

  private static final int SEEDS = Integer.getInteger("settings.seeds", 1);

  private static final Map<String, String> TPCDS = TpcdsQueries.all();

  private static final Tables TPCH_TABLES = new Tables(new DuckDb(), new ArrayList<>());
  private static final Tables TPCDS_TABLES = new Tables(new DuckDb(), new ArrayList<>());

  private record Tables(DuckDb reference, List<TableSource> sources) {

    void add(Path files, String name) {
      var file = files.resolve(name + ".parquet");
      reference.parquetTable(name, file);
      sources.add(TableSource.at(name, file.toUri().toString()));
    }
  }

  private static final Set<Change> SEEN = EnumSet.noneOf(Change.class);
  private static int finished;

  /// What settings make of a run, each of which some of these runs must have met.
  private enum Change {
    FUSED,
    MERGED_FIRST,
    BROADCAST_INSTEAD,
    SPILLED,
    TRIED_AGAIN
  }

  @TempDir static Path folder;

  @BeforeAll
  static void makeData() throws IOException, SQLException {
    var tpch = TpchData.at(Path.of("target"), 0.1);
    TpchQueries.TABLES.forEach(name -> TPCH_TABLES.add(tpch, name));
    var tpcds = TpcdsData.at(Path.of("target"), 0.01);
    TpcdsData.TABLES.forEach(name -> TPCDS_TABLES.add(tpcds, name));
  }

  @AfterAll
  static void everyChangeWasSeen() {
    TPCH_TABLES.reference().close();
    TPCDS_TABLES.reference().close();
    // Not where only some queries are asked for.
    if (finished == tpch().count() + tpcds().count()) {
      assertThat(SEEN).containsExactlyInAnyOrder(Change.values());
    }
  }

  static Stream<Arguments> tpch() {
    return seeded(TpchQueries.NAMES);
  }

  static Stream<Arguments> tpcds() {
    return seeded(
        TPCDS.keySet().stream()
            .filter(query -> !TpcdsQueries.WITHOUT_REFERENCE.contains(query))
            .toList());
  }

  /// Each query with seeds of its own.
  private static Stream<Arguments> seeded(List<String> queries) {
    return IntStream.range(0, queries.size())
        .boxed()
        .flatMap(
            query ->
                LongStream.range(0, SEEDS)
                    .mapToObj(round -> Arguments.of(queries.get(query), query + 1000 * round)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource
  void tpch(String query, long seed) throws IOException {
    var sql = TpchQueries.sql(query);
    check(TPCH_TABLES, sql, sql, seed);
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource
  void tpcds(String query, long seed) {
    var sql = TpcdsQueries.whole(TPCDS.get(query));
    check(TPCDS_TABLES, sql, TpcdsQueries.forReference(sql), seed);
  }

  private static void check(Tables tables, String sql, String forReference, long seed) {
    var settings = TestSettings.bySeed(seed);
    var result = new SettingsRun(folder, tables.sources(), settings).run(sql);
    var expected = tables.reference().query(forReference);
    var failure = result.failure();
    if (failure != null && failure.message().contains("[DIVIDE_BY_ZERO]")) {
      assertThat(TpcdsQueries.dividesByZero(expected)).isTrue();
      finished++;
      return;
    }
    assertThat(failure).as("%s", settings).isNull();
    var answer = Objects.requireNonNull(result.answer());
    assertThat(expected.difference(answer, false)).as("%s", settings).isNull();
    result.events().forEach(RandomSettingsTest::note);
    finished++;
  }

  private static void note(RunEvent event) {
    switch (event) {
      case RunEvent.StageFused _ -> SEEN.add(Change.FUSED);
      case RunEvent.StageInserted _ -> SEEN.add(Change.MERGED_FIRST);
      case RunEvent.StagePlanned(_, var plan)
          when plan.decisions().stream().anyMatch(Decision.BroadcastInstead.class::isInstance) ->
          SEEN.add(Change.BROADCAST_INSTEAD);
      case RunEvent.AttemptSucceeded success when success.metrics().spilledBytes() > 0 ->
          SEEN.add(Change.SPILLED);
      case RunEvent.AttemptStarted(_, _, var cause) when cause == AttemptCause.RETRY ->
          SEEN.add(Change.TRIED_AGAIN);
      default -> {}
    }
  }
}
