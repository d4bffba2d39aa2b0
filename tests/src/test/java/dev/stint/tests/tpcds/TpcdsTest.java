package dev.stint.tests.tpcds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.tests.cli.Cli;
import dev.stint.tests.reference.DuckDb;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// TPC-DS at a small scale through the command line: every query of Spark's equals the reference
/// engine's answer.
class TpcdsTest {

  private static final double SCALE = Double.parseDouble(System.getProperty("tpcds.scale", "0.01"));
  private static final Map<String, String> QUERIES = TpcdsQueries.all();

  private static final DuckDb REFERENCE = new DuckDb();

  private static Path files;

  @BeforeAll
  static void makeData() throws IOException, SQLException {
    files = TpcdsData.at(Path.of("target"), SCALE);
    for (var table : TpcdsData.TABLES) {
      REFERENCE.parquetTable(table, files.resolve(table + ".parquet"));
    }
  }

  @AfterAll
  static void closeReference() {
    REFERENCE.close();
  }

  static Set<String> queries() {
    return QUERIES.keySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void answerEqualsTheReferences(String query) {
    var sql = TpcdsQueries.whole(QUERIES.get(query));
    var arguments = new ArrayList<>(List.of("sql", "--format", "json"));
    for (var table : TpcdsData.TABLES) {
      arguments.add("--table");
      arguments.add(table + "=" + files.resolve(table + ".parquet").toUri());
    }
    arguments.add(sql);

    var outcome = Cli.run(arguments);

    if (outcome.errors().contains("[DIVIDE_BY_ZERO]")) {
      var expected = REFERENCE.query(TpcdsQueries.forReference(sql));
      assertThat(TpcdsQueries.dividesByZero(expected)).isTrue();
      return;
    }
    assertThat(outcome.exitCode()).as("%s: %s", sql, outcome.errors()).isZero();
    if (!TpcdsQueries.WITHOUT_REFERENCE.contains(query)) {
      var expected = REFERENCE.query(TpcdsQueries.forReference(sql));
      assertThat(expected.difference(outcome.answer(), false)).as(sql).isNull();
    }
  }
}
