package dev.stint.tests.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stint.tests.cli.Cli;
import dev.stint.tests.reference.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every statement of the SQL files gets the reference engine's answer, or is refused as it says.
class SqlFilesTest {

  @TempDir static Path folder;

  private static final DuckDb REFERENCE = new DuckDb();

  @BeforeAll
  static void writeTables() throws IOException {
    SqlData.write(folder);
    for (var table : SqlData.TABLES.keySet()) {
      REFERENCE.parquetTable(table, folder.resolve(table).resolve("*.parquet"));
    }
  }

  @AfterAll
  static void closeReference() {
    REFERENCE.close();
  }

  @TestFactory
  Stream<DynamicContainer> answers() throws IOException {
    try (var files = Files.list(Path.of("src/test/resources/sql"))) {
      return files.sorted().toList().stream()
          .map(
              file ->
                  DynamicContainer.dynamicContainer(
                      file.getFileName().toString(),
                      SqlFile.read(file).stream().map(SqlFilesTest::test)));
    }
  }

  private static DynamicTest test(SqlFile.Statement statement) {
    return dynamicTest(
        statement.line() + ": " + statement.sql().replace('\n', ' '),
        () -> {
          if (statement.error() == null) {
            compare(statement);
          } else {
            refuse(statement, statement.error());
          }
        });
  }

  private static void compare(SqlFile.Statement statement) {
    var reference = statement.reference() == null ? statement.sql() : statement.reference();
    var expected = REFERENCE.query(reference);

    var actual = Cli.run(arguments(statement.sql())).answer();

    assertThat(expected.difference(actual, statement.isOrdered())).isNull();
  }

  private static void refuse(SqlFile.Statement statement, String message) {
    var outcome = Cli.run(arguments(statement.sql()));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.errors())
        .contains(message)
        .doesNotContain("\tat ", "org.antlr", "org.apache.spark");
  }

  private static List<String> arguments(String sql) {
    var arguments = new ArrayList<>(List.of("sql", "--format", "json"));
    for (var table : SqlData.TABLES.keySet()) {
      arguments.add("--table");
      arguments.add(table + "=" + folder.resolve(table));
    }
    arguments.add(sql);
    return arguments;
  }
}
