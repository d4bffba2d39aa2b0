package dev.stint.executor.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.expression.ExpressionCompiler;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScanFilterTest {

  @Test
  void conditionsOfOneColumnAreOnePartAndWhatMayFailIsTheLast() {
    var mayFail =
        compare(
            ScalarFunction.EQUAL,
            Call.of(ScalarFunction.ADD, DataType.BIGINT, column(1), column(2)),
            7);
    var condition =
        and(
            mayFail,
            compare(ScalarFunction.GREATER, column(4), 1),
            and(
                compare(ScalarFunction.LESS, column(1), 9),
                compare(ScalarFunction.LESS, column(4), 5)));

    var parts = filter(condition).parts();

    assertThat(parts.stream().map(ScanFilter::columns))
        .containsExactly(List.of(4), List.of(1), List.of(1, 2));
    assertThat(parts.stream().map(ScanFilter::isOfOneColumn)).containsExactly(true, true, false);
  }

  @Test
  void aDisjunctionIsOnePart() {
    var condition =
        Call.of(
            ScalarFunction.OR,
            DataType.BOOLEAN,
            compare(ScalarFunction.LESS, column(0), 1),
            compare(ScalarFunction.LESS, column(3), 1));

    assertThat(filter(condition).parts().stream().map(ScanFilter::columns))
        .containsExactly(List.of(0, 3));
  }

  @Test
  void tellsTheShareOfRowsThatPassed() {
    var filter = filter(compare(ScalarFunction.LESS, column(0), 3));
    assertThat(filter.passedShare()).isEqualTo(1);

    filter.select(
        new Batch(4, List.of(new LongVector(4, new long[] {5, 1, 9, 8}, null))), new int[4]);

    assertThat(filter.passedShare()).isEqualTo(0.25);
  }

  private static ScanFilter filter(Expression condition) {
    return new ScanFilter(condition, new ExpressionCompiler(ZoneOffset.UTC));
  }

  private static ColumnRef column(int column) {
    return new ColumnRef(column, DataType.BIGINT);
  }

  private static Expression compare(ScalarFunction comparison, Expression value, long constant) {
    return Call.of(comparison, DataType.BOOLEAN, value, Literal.ofLong(DataType.BIGINT, constant));
  }

  private static Expression and(Expression... terms) {
    return Call.of(ScalarFunction.AND, DataType.BOOLEAN, terms);
  }
}
