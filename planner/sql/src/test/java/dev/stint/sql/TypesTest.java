package dev.stint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.expression.ConstantExpressions;
import dev.stint.plan.type.Field;
import dev.stint.sql.request.PlanRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The types that expressions over the table `types` have, as Spark's ANSI mode gives them.
class TypesTest {

  static Stream<String[]> cases() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/dev/stint/sql/types.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" +=> +", -1));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("cases")
  void expressionHasSparksType(String expression, String type) {
    var sql = "select " + expression + " from types";

    var graph =
        new SqlPlanner()
            .plan(
                sql,
                PlanRequest.forResult(
                    TestCatalog.standard(),
                    ConstantExpressions::evaluate,
                    "UTC",
                    Instant.parse("2024-05-06T07:08:09Z")));

    assertThat(graph.schema().fields()).extracting(Field::type).hasToString("[" + type + "]");
  }
}
