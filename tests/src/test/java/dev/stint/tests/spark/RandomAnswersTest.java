package dev.stint.tests.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stint.tests.cli.Cli;
import dev.stint.tests.reference.Answer;
import dev.stint.tests.reference.DuckDb;
import dev.stint.tests.sql.RandomStatements;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random statements over small tables get Spark's rows. In the folder that `-Dspark.folder` names,
/// one test writes tables and statements, `formats/statements.py` has Spark answer them, and the
/// other test compares. `-Dseeds` (500) says how many statements of each kind.
@Tag("benchmark")
class RandomAnswersTest {

  private static final Path FOLDER = Path.of(System.getProperty("spark.folder", ""));

  /// Where Spark's answers are not SQL's: IN as a value is false where it is not known, and a
  /// correlated OFFSET counts rows of other values.
  private static final Pattern OWN_WAYS =
      Pattern.compile("^SELECT t0\\.a, t0\\.b, \\(.*IN \\(SELECT.*\\) AS x FROM|OFFSET");

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void statementsAreWritten() throws IOException {
    try (var duckDb = new DuckDb()) {
      for (var table : RandomStatements.TABLES.entrySet()) {
        duckDb.execute("COPY (%s) TO '%s'".formatted(table.getValue(), file(table.getKey())));
      }
    }
    var lines =
        RandomStatements.of(Long.getLong("seeds", 500)).stream()
            .map(sql -> JsonNodeFactory.instance.objectNode().put("sql", sql).toString())
            .toList();
    Files.write(FOLDER.resolve("statements.jsonl"), lines);
  }

  @Test
  void answersAreSparks() throws IOException {
    var differences = new ArrayList<String>();
    for (var line : Files.readAllLines(FOLDER.resolve("answers.jsonl"))) {
      var difference = difference(JSON.readTree(line));
      if (difference != null) {
        differences.add(difference);
      }
    }
    assertThat(differences).isEmpty();
  }

  private static Path file(String table) {
    return FOLDER.resolve(table + ".parquet");
  }

  private static @Nullable String difference(JsonNode spark) {
    var sql = spark.get("sql").textValue();
    // Among the errors are columns of two queries further out, which Spark does not know.
    if (spark.has("error") || OWN_WAYS.matcher(sql).find()) {
      return null;
    }
    var outcome = Cli.run(arguments(sql));
    if (outcome.exitCode() != 0) {
      return sql + "\n  Stint: " + outcome.errors();
    }
    var rows =
        StreamSupport.stream(spark.get("rows").spliterator(), false)
            .map(JsonNode::textValue)
            .toList();
    var difference = sparks(rows).difference(outcome.answer(), false);
    return difference == null ? null : sql + "\n  " + difference;
  }

  /// Fractions are of doubles here, whose last digits depend on the order of rows.
  private static Answer sparks(List<String> rows) {
    var answer = new Cli.Outcome(0, String.join("\n", rows), "").answer();
    return new Answer(
        answer.columns(), answer.rows().stream().map(RandomAnswersTest::withDoubles).toList());
  }

  private static List<@Nullable Object> withDoubles(List<@Nullable Object> row) {
    var cells = new ArrayList<@Nullable Object>();
    for (var cell : row) {
      boolean isFraction = cell instanceof BigDecimal number && number.scale() > 0;
      cells.add(isFraction ? (Object) ((BigDecimal) cell).doubleValue() : cell);
    }
    return cells;
  }

  private static List<String> arguments(String sql) {
    var arguments = new ArrayList<>(List.of("sql", "-q", "--format", "json"));
    for (var table : RandomStatements.TABLES.keySet()) {
      arguments.add("--table");
      arguments.add(table + "=" + file(table));
    }
    arguments.add(sql);
    return arguments;
  }
}
