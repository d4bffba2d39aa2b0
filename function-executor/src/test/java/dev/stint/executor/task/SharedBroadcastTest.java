package dev.stint.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.fixture.Tasks;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Attempts of one stage that follow each other in a process.
class SharedBroadcastTest {

  private static final Schema NUMBERS = Schema.of(Field.required("n", DataType.BIGINT));

  private final TaskRunner runner =
      new TaskRunner(new FunctionEnvironment(new InMemoryObjectStore()));

  @Test
  void aBroadcastIsReadByTheFirstAttempt() {
    var all = new TaskInput.Partition(1, KeyRange.ALL, List.of(segment(run(numbers(9)))));
    var join = joined(Reading.BROADCAST);

    assertThat(rowsRead(run(join, all))).isEqualTo(9);
    assertThat(rowsRead(run(join, all))).isZero();

    runner.forget();
    assertThat(rowsRead(run(join, all))).isEqualTo(9);
  }

  @Test
  void aTasksOwnShareIsReadByEach() {
    var share = new TaskInput.Partition(1, KeyRange.ALL, List.of(segment(run(numbers(9)))));
    var join = joined(Reading.PARTITIONED);

    assertThat(rowsRead(run(join, share))).isEqualTo(9);
    assertThat(rowsRead(run(join, share))).isEqualTo(9);
  }

  private static Node joined(Reading reading) {
    var build = new ExchangeSourceNode(1, 0, reading, HotBucket.WHOLE, NUMBERS);
    return new HashJoinNode(
        numbers(5),
        build,
        HashJoinNode.JoinType.SEMI,
        List.of(0),
        List.of(0),
        List.of(),
        null,
        NUMBERS);
  }

  private TaskResponse.Succeeded run(Node root, TaskInput... inputs) {
    var request =
        Tasks.request(
            root,
            new StageOutput.UnkeyedExchange(),
            List.of(inputs),
            "s3://test/x/1",
            1 << 20,
            1 << 26);
    return (TaskResponse.Succeeded) runner.run(request);
  }

  /// Of a join, which gives five rows.
  private static long rowsRead(TaskResponse.Succeeded joined) {
    assertThat(segment(joined).rowCount()).isEqualTo(5);
    return joined.metrics().inputRows();
  }

  private static SegmentRef segment(TaskResponse.Succeeded response) {
    return ((TaskOutput.Segment) response.output()).segment();
  }

  private static Node numbers(int count) {
    return new ValuesNode(
        NUMBERS,
        LongStream.range(0, count)
            .mapToObj(number -> List.of(Literal.ofLong(DataType.BIGINT, number)))
            .toList());
  }
}
