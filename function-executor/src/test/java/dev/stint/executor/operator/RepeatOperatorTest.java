package dev.stint.executor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.fixture.RowLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepeatOperatorTest {

  private static Batch batch(long[] counts, boolean[] nulls) {
    var numbers = new long[counts.length];
    for (int row = 0; row < counts.length; row++) {
      numbers[row] = row;
    }
    return new Batch(
        counts.length,
        List.of(
            new LongVector(counts.length, numbers, null),
            new LongVector(counts.length, counts, nulls)));
  }

  private static List<List<@Nullable Object>> repeated(List<Batch> input) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (var row : RowLists.of(input)) {
      long times = row.get(1) instanceof Long count ? count : 0;
      for (long ordinal = 0; ordinal < times; ordinal++) {
        var repetition = new ArrayList<>(row);
        repetition.add(ordinal);
        rows.add(repetition);
      }
    }
    return rows;
  }

  @Test
  void rowsComeAsOftenAsTheirCountsSay() {
    var random = new Random(11);
    var input = new ArrayList<Batch>();
    for (int number = 0; number < 5; number++) {
      var counts = random.longs(200, -2, 90).toArray();
      var nulls = new boolean[counts.length];
      for (int row = 0; row < nulls.length; row++) {
        nulls[row] = random.nextInt(10) == 0;
      }
      input.add(batch(counts, nulls));
    }

    var rows = RowLists.drain(new RepeatOperator(new ListOperator(input), 1));

    assertThat(rows).isEqualTo(repeated(input)).hasSizeGreaterThan(Batch.MAX_ROWS * 5);
  }

  @Test
  void rowsOfNoRepetitionGiveNoBatch() {
    var input = List.of(batch(new long[] {0, -1, Long.MIN_VALUE}, new boolean[3]));

    var operator = new RepeatOperator(new ListOperator(input), 1);

    assertThat(operator.next()).isNull();
    assertThat(operator.next()).isNull();
  }

  @Test
  void rowsBeyondNumberAreGivenBatchByBatch() {
    var input = List.of(batch(new long[] {Long.MAX_VALUE}, new boolean[1]));
    var operator = new RepeatOperator(new ListOperator(input), 1);

    operator.next();
    var second = operator.next();

    assertThat(second).isNotNull();
    assertThat(second.longs(2).values()[0]).isEqualTo(Batch.MAX_ROWS);
  }
}
