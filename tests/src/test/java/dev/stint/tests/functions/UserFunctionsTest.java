package dev.stint.tests.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.tests.cli.Cli;
import dev.stint.tests.functions.Samples.CountNulls;
import dev.stint.tests.functions.Samples.Dice;
import dev.stint.tests.functions.Samples.Initials;
import dev.stint.tests.functions.Samples.Liar;
import dev.stint.tests.functions.Samples.Plus;
import dev.stint.tests.functions.Samples.Positive;
import dev.stint.tests.functions.Samples.WeightedSum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Functions that users wrote in Java, through the command line.
class UserFunctionsTest {

  private static final String NAMES =
      "(VALUES ('Ada Lovelace', 1.5D, 2), ('Alan Turing', 2D, 3), (NULL, 4D, NULL)) AS t(a, b, c)";

  @TempDir static Path folder;

  private static String jar;

  @BeforeAll
  static void writeJar() {
    jar =
        FunctionJar.write(
                folder.resolve("samples.jar"),
                Initials.class,
                CountNulls.class,
                Dice.class,
                Liar.class,
                Plus.class,
                Positive.class,
                WeightedSum.class)
            .toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"threads", "processes"})
  void scalarAndAggregateFunctionsGiveValues(String functions) {
    var outcome =
        sql(
            List.of("--functions", functions),
            "SELECT initials(max(a)) AS i, weighted_sum(b, c) AS w, sum(count_nulls(a, c)) AS n,"
                + " upper(initials('x y')) AS u FROM "
                + NAMES);

    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.output()).isEqualTo("i,w,n,u\nAT,9.0,2,XY\n");
  }

  @Test
  void nullIsGivenOnlyToWhatTakesIt() {
    assertThat(rows("SELECT initials(a), count_nulls(a) FROM " + NAMES + " WHERE a IS NULL"))
        .isEqualTo("\n,1\n".substring(1));
  }

  @Test
  void anAggregateFunctionMayHaveAWindowAndAFilter() {
    assertThat(
            rows(
                "SELECT weighted_sum(b, c) OVER (ORDER BY b),"
                    + " weighted_sum(b, c) FILTER (WHERE b > 1.6) OVER () FROM "
                    + NAMES
                    + " ORDER BY b"))
        .isEqualTo("3.0,6.0\n9.0,6.0\n9.0,6.0\n");
    assertThat(rows("SELECT weighted_sum(b, c) FROM " + NAMES + " WHERE b > 100"))
        .isEqualTo("0.0\n");
  }

  @Test
  void aVectorizedFunctionGetsTheRowsWithoutNulls() {
    assertThat(rows("SELECT plus(a, b) FROM VALUES (1L, 2L), (NULL, 1L), (3L, 4L) AS t(a, b)"))
        .isEqualTo("3\n\n7\n");
  }

  /// Far more of them than a batch has rows.
  @Test
  void aGroupOfManyValuesIsAddedUp() {
    assertThat(rows("SELECT weighted_sum(CAST(id AS double), 2) FROM range(10000)"))
        .isEqualTo("9.999E7\n");
  }

  @Test
  void whatIsNotDeterministicIsComputedForEachRow() {
    assertThat(rows("SELECT count(DISTINCT x) FROM (SELECT dice() AS x FROM range(100))"))
        .isEqualTo("100\n");
  }

  @Test
  void aJobNamesItsFunctions() throws IOException {
    var job =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            name: initials
            functions: %s
            statements:
              - name: people
                sql: SELECT 'Grace Hopper' AS a
              - sql: SELECT initials(a) AS i FROM people
            """
                .formatted(jar));

    var outcome = Cli.run("run", job.toString(), "-q", "--format", "csv");

    assertThat(outcome.output()).isEqualTo("i\nGH\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT initials(1)                     | initials: it takes one string, not [int]
          SELECT initials('a', 'b')              | initials: it takes one string, not [string, string]
          SELECT weighted_sum(1D)                | weighted_sum: it takes a double and an int
          SELECT initial('a')                    | no function is called 'initial'; did you mean 'initials'?
          SELECT initials(a) FROM VALUES ('a '), ('b  c') AS t(a) | initials('a ') of dev.stint.tests.functions.Samples$Initials failed: java.lang.StringIndexOutOfBoundsException
          SELECT plus()                          | plus: its resultType failed: java.lang.IllegalStateException: no arguments
          SELECT plus(a, a) FROM VALUES ('a') AS t(a) | plus(… for 1 rows) of dev.stint.tests.functions.Samples$Plus failed: java.lang.ClassCastException
          SELECT positive_only(a) FROM VALUES (1), (-7) AS t(a) | positive_only(-7) of dev.stint.tests.functions.Samples$Positive failed: java.lang.AssertionError: not positive
          SELECT liar()                          | liar of dev.stint.tests.functions.Samples$Liar: it gave a java.lang.String, which is no bigint
          """)
  void whatIsWrongIsTold(String statement, String message) {
    var outcome = sql(List.of(), statement);

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.errors()).contains(message);
  }

  @Test
  void jarsThatAreNoneAreRefused() throws IOException {
    assertThat(errors(folder.resolve("nowhere.jar"))).contains("nowhere.jar cannot be read");
    assertThat(errors(FunctionJar.write(folder.resolve("empty.jar"), UserFunctionsTest.class)))
        .contains("empty.jar has no functions: its META-INF/services/");
    var text = Files.writeString(folder.resolve("text.jar"), "no jar");
    assertThat(errors(text)).contains("text.jar");
    var half = FunctionJar.write(folder.resolve("half.jar"), Initials.class);
    assertThat(errors(half, Path.of(jar))).contains("two functions are called 'initials'");
  }

  private static String errors(Path... jars) {
    var arguments = new ArrayList<>(List.of("sql", "SELECT 1"));
    for (var one : jars) {
      arguments.addAll(List.of("--jar", one.toString()));
    }
    var outcome = Cli.run(arguments);
    assertThat(outcome.exitCode()).isNotZero();
    return outcome.errors();
  }

  private static String rows(String statement) {
    var outcome = sql(List.of(), statement);
    assertThat(outcome.errors()).isEmpty();
    return outcome.output().substring(outcome.output().indexOf('\n') + 1);
  }

  private static Cli.Outcome sql(List<String> options, String statement) {
    var arguments = new ArrayList<>(List.of("sql", "-q", "--format", "csv", "--jar", jar));
    arguments.addAll(options);
    arguments.add(statement);
    return Cli.run(arguments);
  }
}
