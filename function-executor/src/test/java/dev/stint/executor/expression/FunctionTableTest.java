package dev.stint.executor.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.cast.Literals;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.FunctionFamily;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions against the tables `*.cases` beside this class.
///
/// A line is `FUNCTION | result type | argument types | arguments | expected`, with `;` between
/// arguments. Values are in the fixed form of [Literal], `NULL` or quoted; a backslash, `u` and
/// four hexadecimal digits stand for a character; a leading `=` hands the argument over as a
/// constant instead of a column. An expected `!NAME` is the error class that the message starts
/// with.
final class FunctionTableTest {

  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final List<String> TABLES =
      List.of(
          "arithmetic",
          "digits",
          "logic",
          "casts",
          "text",
          "forms",
          "datetime",
          "intervals",
          "mathematics",
          "packed",
          "hashes");

  record TableCase(
      ScalarFunction function,
      List<Literal> arguments,
      List<Boolean> isConstant,
      Literal expected,
      String error,
      String line) {
    @Override
    public String toString() {
      return line;
    }
  }

  static Stream<TableCase> cases() {
    return TABLES.stream().flatMap(FunctionTableTest::readTable);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void columnsGiveWhatTheTableSays(TableCase test) {
    var arguments = new ArrayList<Expression>();
    var columns = new ArrayList<Vector>();
    for (int i = 0; i < test.arguments().size(); i++) {
      var argument = test.arguments().get(i);
      // A row of NULLs between two of the values: it must neither fail nor disturb.
      columns.add(Literals.vector(argument, 2).gatherOrNull(new int[] {0, -1, 1}, 3));
      arguments.add(test.isConstant().get(i) ? argument : new ColumnRef(i, argument.type()));
    }
    check(test, arguments, new Batch(3, columns), 0, 2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void constantsGiveWhatTheTableSays(TableCase test) {
    check(test, List.copyOf(test.arguments()), new Batch(1, List.of()), 0);
  }

  private static void check(
      TableCase test, List<? extends Expression> arguments, Batch batch, int... rows) {
    var call = new Call(test.function(), List.copyOf(arguments), test.expected().type());
    if (test.error() != null) {
      assertThatThrownBy(() -> new ExpressionCompiler(ZONE).compile(call).evaluate(batch))
          .isInstanceOf(StintException.class)
          .hasMessageContaining(test.error())
          .extracting(e -> ((StintException) e).kind())
          .isEqualTo(FailureKind.USER);
      return;
    }
    var evaluator = new ExpressionCompiler(ZONE).compile(call);
    // Twice: scratch of the first batch must not show in the second.
    evaluator.evaluate(batch);
    var result = evaluator.evaluate(batch);
    assertThat(result.rowCount()).isEqualTo(batch.rowCount());
    for (int row : rows) {
      assertThat(Literals.of(result, row, call.type())).isEqualTo(test.expected());
    }
  }

  @Test
  void tablesCoverEveryFunction() {
    var missing = EnumSet.allOf(ScalarFunction.class);
    cases().forEach(test -> missing.remove(test.function()));
    // Those give other values for other rows; DrawsTest has them.
    missing.removeIf(ScalarFunction::isOfPlace);
    // What users write is in no table; UserFunctionsTest has it.
    missing.removeIf(function -> function.family() == FunctionFamily.USER);

    assertThat(missing).isEmpty();
  }

  private static Stream<TableCase> readTable(String name) {
    try (var stream = FunctionTableTest.class.getResourceAsStream(name + ".cases")) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(FunctionTableTest::parse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TableCase parse(String line) {
    try {
      return parseCells(line);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a case: " + line, e);
    }
  }

  private static TableCase parseCells(String line) {
    var cells = Stream.of(line.split(" \\| ", -1)).map(String::strip).toList();
    var type = DataType.parse(cells.get(1));
    var types = Stream.of(cells.get(2).split(";")).map(DataType::parse).toList();
    var texts = Stream.of(cells.get(3).split(";")).map(String::strip).toList();
    if (types.size() != texts.size() || cells.size() != 5) {
      throw new IllegalArgumentException("cells do not match");
    }
    var arguments = new ArrayList<Literal>();
    var isConstant = new ArrayList<Boolean>();
    for (int i = 0; i < types.size(); i++) {
      boolean isMarked = texts.get(i).startsWith("=");
      isConstant.add(isMarked);
      arguments.add(literal(types.get(i), isMarked ? texts.get(i).substring(1) : texts.get(i)));
    }
    String expected = cells.get(4);
    boolean isError = expected.startsWith("!");
    return new TableCase(
        ScalarFunction.valueOf(cells.get(0)),
        arguments,
        isConstant,
        isError ? Literal.nullOf(type) : literal(type, expected),
        isError ? expected.substring(1) : null,
        line);
  }

  private static Literal literal(DataType type, String text) {
    if (text.equals("NULL")) {
      return Literal.nullOf(type);
    }
    boolean isQuoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
    return new Literal(type, unescape(isQuoted ? text.substring(1, text.length() - 1) : text));
  }

  private static String unescape(String text) {
    return Pattern.compile("\\\\u([0-9a-fA-F]{4})")
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 16))));
  }
}
