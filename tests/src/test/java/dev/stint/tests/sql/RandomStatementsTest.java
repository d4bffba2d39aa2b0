package dev.stint.tests.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.tests.cli.Cli;
import dev.stint.tests.reference.DuckDb;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random window functions and groupings get the reference engine's answers. `-Dseeds=1000` tries
/// more of them.
class RandomStatementsTest {

  @TempDir static Path folder;

  private static final DuckDb REFERENCE = new DuckDb();

  @BeforeAll
  static void writeTable() {
    REFERENCE.execute("COPY (%s) TO '%s'".formatted(RandomWindows.TABLE, file()));
    REFERENCE.parquetTable("t", file());
  }

  private static Path file() {
    return folder.resolve("t.parquet");
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
  void windowFunctionsAnswerAsTheReferences(long seed) {
    assertAnswer(new RandomWindows(seed).statement());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void groupingsAnswerAsTheReferences(long seed) {
    assertAnswer(new RandomGroupings(seed).statement());
  }

  private static void assertAnswer(String sql) {
    var expected = REFERENCE.query(forReference(sql));

    var outcome = Cli.run(List.of("sql", "--format", "json", "--table", "t=" + file(), sql));

    assertThat(outcome.exitCode()).as("%s: %s", sql, outcome.errors()).isZero();
    assertThat(expected.difference(outcome.answer(), false)).as(sql).isNull();
  }

  /// There IGNORE NULLS stands among the arguments.
  private static String forReference(String sql) {
    return sql.replaceAll("\\) IGNORE NULLS", " IGNORE NULLS)");
  }
}
