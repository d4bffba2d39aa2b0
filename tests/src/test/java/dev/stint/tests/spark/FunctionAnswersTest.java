package dev.stint.tests.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Functions over NULLs, limits, odd and random values give what Spark gives. `-Dspark.answers`
/// names the file of answers that `formats/functions.py` wrote; differences that are known stand in
/// `function-differences.txt`: a part of the statement, and the reason.
@Tag("benchmark")
class FunctionAnswersTest {

  private static final String ANSWERS = System.getProperty("spark.answers", "");
  private static final Path KNOWN = Path.of("src/test/resources/spark/function-differences.txt");
  private static final double TOLERANCE = 1e-12;

  @TempDir Path folder;

  @Test
  void functionsAnswerAsSparksDo() throws IOException {
    assertThat(ANSWERS).as("-Dspark.answers=<file>").isNotEmpty();
    var known = known();
    var differences = new ArrayList<String>();
    try (var runner = new SparkRunner(folder)) {
      for (String line : Files.readAllLines(Path.of(ANSWERS))) {
        var answer = new ObjectMapper().readTree(line);
        String difference = difference(answer, runner);
        if (difference != null && known.stream().noneMatch(difference::contains)) {
          differences.add(difference);
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  private static List<String> known() throws IOException {
    return Files.readAllLines(KNOWN).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" -- ", 2)[0])
        .toList();
  }

  private static @Nullable String difference(JsonNode answer, SparkRunner runner) {
    String sql = answer.get("sql").textValue();
    var outcome = runner.run(sql, new SparkDefinitions(runner));
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
    String left = expected.substring(type.length() + 1);
    String right = output.substring(type.length() + 1);
    if (left.equals("NULL") || right.equals("NULL")) {
      return false;
    }
    double one = Double.parseDouble(left);
    double other = Double.parseDouble(right);
    return Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
  }
}
