package dev.stint.tests.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.tests.cli.Cli;
import dev.stint.tests.reference.Answer;
import dev.stint.tests.reference.DuckDb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random subqueries get the reference engine's answers. `-Dseeds=1000` tries more of them.
class RandomSubqueriesTest {

  @TempDir static Path folder;

  private static final DuckDb REFERENCE = new DuckDb();

  @BeforeAll
  static void writeTables() {
    for (var table : RandomSubqueries.TABLES.entrySet()) {
      var file = folder.resolve(table.getKey() + ".parquet");
      REFERENCE.execute("COPY (%s) TO '%s'".formatted(table.getValue(), file));
      REFERENCE.parquetTable(table.getKey(), file);
    }
  }

  @AfterAll
  static void closeReference() {
    REFERENCE.close();
  }

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("seeds", 100));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void answersAreTheReferences(long seed) {
    var sql = new RandomSubqueries(seed).statement();
    var expected = reference(sql);

    var outcome = Cli.run(arguments(sql));

    assertThat(outcome.exitCode()).as("%s: %s", sql, outcome.errors()).isZero();
    assertThat(expected.difference(outcome.answer(), false)).as(sql).isNull();
  }

  /// The reference engine fails with errors of its own on some correlated unions.
  private static Answer reference(String sql) {
    try {
      return REFERENCE.query(sql);
    } catch (IllegalStateException e) {
      return Assumptions.abort("the reference has no answer: " + e.getCause());
    }
  }

  private static List<String> arguments(String sql) {
    var arguments = new ArrayList<>(List.of("sql", "--format", "json"));
    for (var table : RandomSubqueries.TABLES.keySet()) {
      arguments.add("--table");
      arguments.add(table + "=" + folder.resolve(table + ".parquet"));
    }
    arguments.add(sql);
    return arguments;
  }
}
