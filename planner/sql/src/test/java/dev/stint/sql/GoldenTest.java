package dev.stint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.explain.StageGraphText;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.request.PlanRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plans, and messages about what cannot be planned, as they stand in files. `-Dgolden=update`
/// writes them anew; the difference is then for `git diff` and the reader.
class GoldenTest {

  private static final Path RESOURCES = Path.of("src/test/resources/dev/stint/sql");
  private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");
  private static final String LINE = "----\n";

  static Stream<Path> tpch() throws IOException {
    return files("tpch");
  }

  static Stream<Path> constructs() throws IOException {
    return files("constructs");
  }

  static Stream<Path> errors() throws IOException {
    return files("errors");
  }

  private static Stream<Path> files(String folder) throws IOException {
    try (var files = Files.list(RESOURCES.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource
  void tpch(Path file) throws IOException {
    assertGolden(file, plan(Files.readString(file)));
  }

  /// Several statements to a file, each of a few lines, with a line of dashes between them.
  @ParameterizedTest
  @MethodSource
  void constructs(Path file) throws IOException {
    var text = new StringBuilder();
    for (String sql : statements(file)) {
      text.append(LINE).append(sql).append('\n').append(plan(sql));
    }
    assertGolden(file, text.toString());
  }

  @ParameterizedTest
  @MethodSource
  void errors(Path file) throws IOException {
    var text = new StringBuilder();
    for (String sql : statements(file)) {
      text.append(LINE).append(message(sql)).append('\n');
    }
    assertGolden(file, text.toString());
  }

  private static List<String> statements(Path file) throws IOException {
    var statements = new ArrayList<String>();
    for (String statement : Files.readString(file).split("(?m)^----\n", -1)) {
      if (!statement.isBlank()) {
        statements.add(statement.strip());
      }
    }
    return statements;
  }

  private static StageGraph graph(String sql) {
    return new SqlPlanner()
        .plan(
            sql,
            PlanRequest.forResult(
                TestCatalog.standard(), ConstantExpressions::evaluate, "Europe/Berlin", NOW));
  }

  private static String plan(String sql) {
    var graph = graph(sql);
    assertThat(PlanJson.read(PlanJson.write(graph), StageGraph.class)).isEqualTo(graph);
    return StageGraphText.print(graph);
  }

  private static String message(String sql) {
    try {
      graph(sql);
    } catch (StintException e) {
      assertThat(e.kind()).isEqualTo(FailureKind.USER);
      assertThat(e.getMessage()).doesNotContain("antlr", "Context", "Exception");
      return String.valueOf(e.getMessage()).replace("\r\n", "\n");
    }
    throw new AssertionError("planned without an error: " + sql);
  }

  private static void assertGolden(Path file, String actual) {
    var golden = Path.of(file.toString().replace(".sql", ".txt"));
    try {
      if ("update".equals(System.getProperty("golden"))) {
        Files.writeString(golden, actual);
      }
      assertThat(actual).isEqualTo(Files.readString(golden));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
