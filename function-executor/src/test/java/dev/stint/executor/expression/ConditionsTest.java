package dev.stint.executor.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.LongVector;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ConditionsTest {

  private static final int ROWS = 50;

  static LongStream seeds() {
    return LongStream.range(0, 3000);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void evaluatorsAndFiltersReadSqlLikeARowAtATime(long seed) {
    var conditions = new RandomConditions(seed);
    var compiler = new ExpressionCompiler(ZoneOffset.UTC);
    var condition = conditions.condition(3);
    var evaluator = compiler.compile(condition);
    var filter = compiler.compileFilter(condition);
    var random = new Random(seed);
    for (int round = 0; round < 2; round++) {
      var batch = conditions.batch(ROWS);
      var result = (LongVector) evaluator.evaluate(batch);
      int[] rows =
          random.ints(0, ROWS).limit(random.nextInt(ROWS + 1)).sorted().distinct().toArray();
      boolean isInPlace = random.nextBoolean();
      int[] out = isInPlace ? rows.clone() : new int[rows.length];
      int count = filter.select(batch, isInPlace ? out : rows, rows.length, out);
      int next = 0;
      for (int row = 0; row < ROWS; row++) {
        var expected = RandomConditions.value(condition, batch, row);
        var actual = result.isNull(row) ? null : result.values()[row] != 0;
        assertThat(actual).as("row %d of %s", row, condition).isEqualTo(expected);
      }
      for (int row : rows) {
        if (Boolean.TRUE.equals(RandomConditions.value(condition, batch, row))) {
          assertThat(next).as("%s", condition).isLessThan(count);
          assertThat(out[next++]).as("%s", condition).isEqualTo(row);
        }
      }
      assertThat(count).as("%s", condition).isEqualTo(next);
    }
  }
}
