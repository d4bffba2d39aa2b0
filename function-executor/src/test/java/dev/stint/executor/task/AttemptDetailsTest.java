package dev.stint.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.fixture.Tasks;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.HeavyKey;
import dev.stint.plan.task.OperatorMetrics;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What an attempt tells of its operators and of the keys of its rows.
class AttemptDetailsTest {

  private static final Schema KEYS = Schema.of(Field.nullable("key", DataType.STRING));
  private static final StageOutput BY_KEY = new StageOutput.HashExchange(List.of(0));

  private final TaskRunner runner =
      new TaskRunner(new FunctionEnvironment(new InMemoryObjectStore()));

  private TaskMetrics run(Node root, StageOutput output) {
    return run(root, output, 1 << 28);
  }

  private TaskMetrics run(Node root, StageOutput output, int memoryBytes) {
    return runner
        .run(Tasks.request(root, output, List.of(), "s3://test/x/1", 0, memoryBytes))
        .metrics();
  }

  /// `heavy` rows of one key, a NULL if that is `null`, among `others` of a key each.
  private static ValuesNode keys(Literal key, int heavy, int others) {
    var rows = new ArrayList<List<Literal>>();
    for (int row = 0; row < Math.max(heavy, others); row++) {
      if (row < heavy) {
        rows.add(List.of(key));
      }
      if (row < others) {
        rows.add(List.of(Literal.ofString("k" + row)));
      }
    }
    return new ValuesNode(KEYS, rows);
  }

  @Test
  void operatorsAreMeasuredParentsFirstAfterWhatBecomesOfTheirRows() {
    var number = new ColumnRef(0, DataType.BIGINT);
    var rows = new ArrayList<List<Literal>>();
    for (int row = 0; row < 6000; row++) {
      rows.add(List.of(Literal.ofLong(DataType.BIGINT, row)));
    }
    var values = new ValuesNode(Schema.of(Field.nullable("n", DataType.BIGINT)), rows);
    Expression isLarge =
        Call.of(
            ScalarFunction.GREATER, DataType.BOOLEAN, number, Literal.ofLong(DataType.BIGINT, 999));
    var sorted = new SortNode(new FilterNode(values, isLarge), List.of(SortKey.descending(0)));

    var operators = run(sorted, BY_KEY).operators();

    assertThat(operators)
        .extracting(OperatorMetrics::rows)
        .containsExactly(5000L, 5000L, 5000L, 6000L);
    assertThat(operators.get(1).nanos()).isGreaterThanOrEqualTo(operators.get(2).nanos());
    assertThat(operators.get(0).peakMemoryBytes()).isGreaterThan(5000 * 8);
    assertThat(operators.get(1).peakMemoryBytes()).isGreaterThan(5000 * 8);
    assertThat(operators.get(2).peakMemoryBytes()).isZero();
  }

  @Test
  void operatorThatSpillsSaysHowMuch() {
    var many = keys(Literal.ofString("k".repeat(100)), 30_000, 30_000);

    var metrics = run(new SortNode(many, List.of(SortKey.descending(0))), BY_KEY, 4 << 20);

    assertThat(metrics.operators().get(1).spilledBytes()).isGreaterThan(10_000);
    assertThat(metrics.operators().get(2).spilledBytes()).isZero();
    assertThat(metrics.spilledBytes())
        .isGreaterThanOrEqualTo(metrics.operators().get(1).spilledBytes());
  }

  @Test
  void keyOfMostRowsIsNamed() {
    var metrics = run(keys(Literal.ofString("unknown"), 6000, 4000), BY_KEY);

    assertIsAbout(metrics.heavyKey(), "'unknown'", 6000);
  }

  @Test
  void missingKeyOfMostRowsIsNamed() {
    var metrics = run(keys(Literal.nullOf(DataType.STRING), 3000, 3000), BY_KEY);

    assertIsAbout(metrics.heavyKey(), "NULL", 3000);
  }

  /// Others may be in the same bucket, of which a part is looked at.
  private static void assertIsAbout(@Nullable HeavyKey key, String value, long rows) {
    assertThat(key).isNotNull();
    assertThat(key.value()).isEqualTo(value);
    assertThat(key.rows()).isBetween(rows, rows + rows / 100);
  }

  @Test
  void keysOfFewRowsAreNot() {
    assertThat(run(keys(Literal.ofString("unknown"), 20, 6000), BY_KEY).heavyKey()).isNull();
    assertThat(run(keys(Literal.ofString("unknown"), 900, 0), BY_KEY).heavyKey()).isNull();
  }
}
