package dev.stint.executor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.ListOperator;
import dev.stint.executor.fixture.RandomRows;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitOperatorTest {

  private static final Schema SCHEMA = Schema.of(Field.nullable("n", DataType.BIGINT));

  private static final Schema PAIRS =
      Schema.of(Field.nullable("n", DataType.BIGINT), Field.nullable("s", DataType.STRING));

  private final List<Batch> input = new RandomRows(1, 1 << 20).batches(SCHEMA, 100, 9);

  @ParameterizedTest
  @CsvSource({"0,0", "5,0", "100,0", "101,0", "7,3", "50,60", "9223372036854775807,99", "3,100"})
  void givesTheRowsAfterTheOffset(long limit, long offset) {
    var rows = RowLists.drain(new LimitOperator(new ListOperator(input), limit, offset));

    var expected = RowLists.of(input).stream().skip(offset).limit(limit).toList();
    assertThat(rows).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "3,0", "2,1", "9223372036854775807,2", "5,1000"})
  void givesTheRowsAfterTheOffsetOfEachGroup(long limit, long offset) {
    var few = new RandomRows(7, 5).batches(PAIRS, 400, 90);
    var node = new LimitNode(InputNode.of(PAIRS), limit, offset, List.of(0));
    var budget = new MemoryBudget(1 << 20);

    var rows = RowLists.drain(new GroupLimitOperator(new ListOperator(few), node, budget));

    var expected = new ArrayList<List<@Nullable Object>>();
    var counts = new HashMap<@Nullable Object, Long>();
    for (var row : RowLists.of(few)) {
      long place = counts.merge(row.getFirst(), 1L, Long::sum) - 1;
      if (place >= offset && place - offset < limit) {
        expected.add(row);
      }
    }
    assertThat(rows).isEqualTo(expected);
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void satisfiedLimitDoesNotPullAgain() {
    var source = new ListOperator(input);
    var operator = new LimitOperator(source, 1, 0);

    assertThat(operator.next()).isNotNull();
    assertThat(operator.next()).isNull();

    assertThat(source.pulls()).isEqualTo(1);
  }

  @Test
  void unionClosesAnInputBeforeItPullsTheNext() {
    var first = new ListOperator(input);
    var second = new ListOperator(input);
    var union = new UnionOperator(List.of(first, second));

    while (second.pulls() == 0) {
      assertThat(union.next()).isNotNull();
    }

    assertThat(first.isClosed()).isTrue();
    union.close();
    assertThat(second.isClosed()).isTrue();
  }
}
