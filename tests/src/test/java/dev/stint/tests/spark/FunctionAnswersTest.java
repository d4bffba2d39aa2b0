package dev.stint.tests.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stint.sql.analyze.FunctionDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Functions over NULLs, limits, odd and random values give what Spark gives. `-Dspark.answers`
/// names the file of answers that `formats/functions.py` wrote, with or without ANSI mode;
/// differences that are known stand in `function-differences.txt`: a part of the statement, and the
/// reason.
@Tag("benchmark")
class FunctionAnswersTest {

  private static final String ANSWERS = System.getProperty("spark.answers", "");
  private static final Path KNOWN = Path.of("src/test/resources/spark/function-differences.txt");
  private static final Path NOT_ASKED = Path.of("src/test/resources/spark/functions-not-asked.txt");
  private static final double TOLERANCE = 1e-12;

  @TempDir Path folder;

  @Test
  void functionsAnswerAsSparksDo() throws IOException {
    assertThat(ANSWERS).as("-Dspark.answers=<file>").isNotEmpty();
    var known = listed(KNOWN);
    var differences = new ArrayList<String>();
    try (var runner = new SparkRunner(folder)) {
      for (var answer : answers()) {
        String difference = difference(answer, runner);
        if (difference != null && known.stream().noneMatch(difference::contains)) {
          differences.add(difference);
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void everyFunctionIsAskedOrListed() throws IOException {
    assertThat(ANSWERS).as("-Dspark.answers=<file>").isNotEmpty();
    var missing = new TreeSet<>(FunctionDocs.names());
    answers().forEach(answer -> missing.remove(answer.get("function").textValue()));
    var listed = listed(NOT_ASKED);

    assertThat(missing).containsExactlyInAnyOrderElementsOf(listed);
  }

  private static List<JsonNode> answers() throws IOException {
    var mapper = new ObjectMapper();
    var answers = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(Path.of(ANSWERS))) {
      answers.add(mapper.readTree(line));
    }
    return answers;
  }

  private static List<String> listed(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" -- ", 2)[0])
        .toList();
  }

  private static @Nullable String difference(JsonNode answer, SparkRunner runner) {
    String sql = answer.get("sql").textValue();
    var definitions = new SparkDefinitions(runner);
    runner.run("SET spark.sql.ansi.enabled = " + answer.get("ansi").booleanValue(), definitions);
    var outcome = runner.run(sql, definitions);
    if (answer.has("error")) {
      return switch (outcome) {
        case SparkRunner.Outcome.Refused _ -> null;
        case SparkRunner.Outcome.Answered(_, var output) ->
            "%s%n  Spark: %s%n  Stint: %s".formatted(sql, answer.get("error"), output);
      };
    }
    String type = answer.get("type").textValue();
    String expected =
        type + "\t" + (answer.get("text").isNull() ? "NULL" : answer.get("text").textValue());
    return switch (outcome) {
      case SparkRunner.Outcome.Refused(var reason) ->
          "%s%n  Spark: %s%n  Stint refuses: %s".formatted(sql, expected, firstLine(reason));
      case SparkRunner.Outcome.Answered(_, var output) when isSame(type, expected, output) -> null;
      case SparkRunner.Outcome.Answered(_, var output) ->
          "%s%n  Spark: %s%n  Stint: %s".formatted(sql, expected, output);
    };
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static boolean isSame(String type, String expected, String output) {
    if (expected.equals(output)) {
      return true;
    }
    if (!type.toLowerCase(Locale.ROOT).matches("double|float") || !output.startsWith(type + "\t")) {
      return false;
    }
    var left = expected.substring(type.length() + 1).split("\\|", -1);
    var right = output.substring(type.length() + 1).split("\\|", -1);
    return left.length == right.length
        && IntStream.range(0, left.length).allMatch(at -> isNear(type, left[at], right[at]));
  }

  private static boolean isNear(String type, String left, String right) {
    if (left.equals("NULL") || right.equals("NULL")) {
      return left.equals(right);
    }
    if (type.equals("float")) {
      // A later JDK prints fewer digits.
      return Float.parseFloat(left) == Float.parseFloat(right);
    }
    double one = Double.parseDouble(left);
    double other = Double.parseDouble(right);
    return one == other
        || Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
  }
}
