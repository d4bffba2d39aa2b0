package dev.stint.executor.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TryEvaluatorTest {

  @Test
  void rowsThatFailAreNullAndOthersAreNot() {
    var column = new ColumnRef(0, DataType.INT);
    var sum = Call.of(ScalarFunction.ADD, DataType.INT, column, column);
    var tried = Call.of(ScalarFunction.TRY, DataType.INT, sum);
    long[] values = {1, Integer.MAX_VALUE, 3, 0};
    boolean[] nulls = {false, false, false, true};
    var batch = new Batch(4, List.of(new LongVector(4, values, nulls)));

    var result = new ExpressionCompiler(ZoneOffset.UTC).compile(tried).evaluate(batch);

    assertThat(((LongVector) result).values()[0]).isEqualTo(2);
    assertThat(((LongVector) result).values()[2]).isEqualTo(6);
    assertThat(result.nulls()).containsExactly(false, true, false, true);
  }
}
