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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// TPC-DS at a small scale through the command line: every query of Spark's equals the reference
/// engine's answer. Its last LIMIT is taken off, since which of several equal rows it keeps is
/// open.
class TpcdsTest {

  private static final double SCALE = Double.parseDouble(System.getProperty("tpcds.scale", "0.01"));
  private static final Map<String, String> QUERIES = TpcdsQueries.all();

  /// For these the reference engine takes minutes and gigabytes: they are only run.
  private static final Set<String> WITHOUT_REFERENCE = Set.of("tpcds/q85");

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
    var sql = QUERIES.get(query).strip().replaceFirst("(?is)\\s*limit\\s+\\d+\\s*;?$", "");
    var arguments = new ArrayList<>(List.of("sql", "--format", "json"));
    for (var table : TpcdsData.TABLES) {
      arguments.add("--table");
      arguments.add(table + "=" + files.resolve(table + ".parquet").toUri());
    }
    arguments.add(sql);

    var outcome = Cli.run(arguments);

    if (outcome.errors().contains("[DIVIDE_BY_ZERO]")) {
      // The reference goes on.
      assertThat(REFERENCE.query(wording(sql)).rows()).anyMatch(TpcdsTest::hasNoNumber);
      return;
    }
    assertThat(outcome.exitCode()).as("%s: %s", sql, outcome.errors()).isZero();
    if (!WITHOUT_REFERENCE.contains(query)) {
      var expected = REFERENCE.query(wording(sql));
      assertThat(expected.difference(outcome.answer(), false)).as(sql).isNull();
    }
  }

  private static boolean hasNoNumber(List<@Nullable Object> row) {
    return row.stream().anyMatch(cell -> cell instanceof Double d && !Double.isFinite(d));
  }

  /// As the reference engine wants it: without names that are its reserved words.
  private static String wording(String sql) {
    return sql.replace('`', '"')
        .replaceAll("(?i)\\bleft semi join\\b", "semi join")
        .replaceAll("(?i)\\breturns\\b", "\"returns\"")
        .replaceAll("(?i)\\) at,", ") \"at\",");
  }
}
