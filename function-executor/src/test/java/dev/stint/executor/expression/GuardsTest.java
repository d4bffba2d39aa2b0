package dev.stint.executor.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.executor.kernel.cast.Literals;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Rows that a condition keeps away from an expression cannot fail in it.
final class GuardsTest {

  private static final Expression DIVIDEND = new ColumnRef(0, DataType.BIGINT);
  private static final Expression DIVISOR = new ColumnRef(1, DataType.BIGINT);
  private static final Expression QUOTIENT =
      Call.of(ScalarFunction.INT_DIVIDE, DataType.BIGINT, DIVIDEND, DIVISOR);
  private static final Expression IS_ZERO =
      Call.of(ScalarFunction.EQUAL, DataType.BOOLEAN, DIVISOR, Literal.ofLong(DataType.BIGINT, 0));
  private static final Expression IS_LARGE =
      Call.of(
          ScalarFunction.GREATER, DataType.BOOLEAN, QUOTIENT, Literal.ofLong(DataType.BIGINT, 4));
  private static final Batch BATCH =
      new Batch(
          4,
          List.of(
              new LongVector(4, new long[] {10, 20, 30, 40}, null),
              new LongVector(
                  4, new long[] {2, 0, 10, 0}, new boolean[] {false, false, false, true})));

  private final ExpressionCompiler compiler = new ExpressionCompiler(ZoneOffset.UTC);

  @Test
  void rowsThatReachTheDivisionFail() {
    assertThatThrownBy(() -> values(QUOTIENT)).isInstanceOf(StintException.class);
  }

  @Test
  void branchesSeeTheirOwnRows() {
    var guarded =
        new Case(
            List.of(new Case.Branch(IS_ZERO, Literal.ofLong(DataType.BIGINT, -1))),
            QUOTIENT,
            DataType.BIGINT);

    assertThat(values(guarded)).containsExactly("5", "-1", "3", null);
  }

  @Test
  void conditionsOfLaterBranchesSeeWhatIsLeft() {
    var guarded =
        new Case(
            List.of(
                new Case.Branch(IS_ZERO, Literal.ofString("zero")),
                new Case.Branch(IS_LARGE, Literal.ofString("large"))),
            Literal.ofString("small"),
            DataType.STRING);

    assertThat(values(guarded)).containsExactly("large", "zero", "small", "small");
  }

  @Test
  void laterArgumentsOfAndSeeWhatIsOpen() {
    var guarded =
        Call.of(
            ScalarFunction.AND,
            DataType.BOOLEAN,
            Call.of(ScalarFunction.NOT, DataType.BOOLEAN, IS_ZERO),
            IS_LARGE);

    assertThat(values(guarded)).containsExactly("true", "false", "false", null);
    assertThat(selected(guarded, 0, 1, 2, 3)).containsExactly(0);
  }

  @Test
  void laterArgumentsOfOrSeeWhatIsOpen() {
    var guarded = Call.of(ScalarFunction.OR, DataType.BOOLEAN, IS_ZERO, IS_LARGE);

    assertThat(values(guarded)).containsExactly("true", "true", "false", null);
    assertThat(selected(guarded, 0, 1, 2, 3)).containsExactly(0, 1);
  }

  @Test
  void rowsThatAreNoCandidatesCannotFail() {
    assertThat(selected(IS_LARGE, 0, 2, 3)).containsExactly(0);
  }

  @Test
  void laterArgumentsOfCoalesceSeeNulls() {
    var never =
        Call.of(
            ScalarFunction.INT_DIVIDE,
            DataType.BIGINT,
            DIVIDEND,
            Call.of(ScalarFunction.COALESCE, DataType.BIGINT, DIVISOR, literal(8)));
    var guarded =
        Call.of(
            ScalarFunction.COALESCE,
            DataType.BIGINT,
            new Case(List.of(new Case.Branch(IS_ZERO, literal(7))), DIVISOR, DataType.BIGINT),
            never);

    assertThat(values(guarded)).containsExactly("2", "7", "10", "5");
  }

  @Test
  void constantErrorsAwaitARow() {
    var error = Call.of(ScalarFunction.INT_DIVIDE, DataType.BIGINT, literal(1), literal(0));
    var never =
        new Case(
            List.of(
                new Case.Branch(
                    Call.of(ScalarFunction.GREATER, DataType.BOOLEAN, DIVIDEND, literal(99)),
                    error)),
            DIVIDEND,
            DataType.BIGINT);

    assertThat(values(never)).containsExactly("10", "20", "30", "40");
    assertThatThrownBy(() -> values(error)).hasMessageContaining("DIVIDE_BY_ZERO");
  }

  @Test
  void entriesOfADictionaryThatNoRowHasCannotFail() {
    var entries = new BytesBuilder(2, 16);
    entries.append("12").endRow();
    entries.append("x").endRow();
    var dictionary = entries.build(null);
    var cast = Call.of(ScalarFunction.CAST, DataType.INT, new ColumnRef(0, DataType.STRING));
    var evaluator = compiler.compile(cast);

    var good = BytesVector.ofDictionary(3, new int[] {0, 0, 0}, dictionary, null);
    var bad = BytesVector.ofDictionary(3, new int[] {0, 1, 0}, dictionary, null);

    assertThat(((LongVector) evaluator.evaluate(new Batch(3, List.of(good)))).values())
        .startsWith(12, 12, 12);
    assertThatThrownBy(() -> evaluator.evaluate(new Batch(3, List.of(bad))))
        .hasMessageContaining("'x'");
  }

  private static Literal literal(long value) {
    return Literal.ofLong(DataType.BIGINT, value);
  }

  private List<String> values(Expression expression) {
    var result = compiler.compile(expression).evaluate(BATCH);
    return IntStream.range(0, BATCH.rowCount())
        .mapToObj(row -> Literals.of(result, row, expression.type()).text())
        .toList();
  }

  private int[] selected(Expression condition, int... rows) {
    int[] out = new int[rows.length];
    int count = compiler.compileFilter(condition).select(BATCH, rows, rows.length, out);
    return Arrays.copyOf(out, count);
  }
}
