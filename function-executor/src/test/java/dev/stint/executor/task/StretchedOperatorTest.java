package dev.stint.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.exchange.SegmentSinks;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.fixture.Tasks;
import dev.stint.executor.join.BroadcastTables;
import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.StageOutput.HashExchange;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StretchedOperatorTest {

  private static final Schema SIDE =
      Schema.of(Field.nullable("k", DataType.BIGINT), Field.nullable("v", DataType.BIGINT));

  private static final KeyRange ALL_BUCKETS =
      new KeyRange(SortableKey.ofBucket(0), SortableKey.ofBucket(StageOutput.BUCKET_COUNT));

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private int segments;

  /// What is gathered is read as a whole.
  @Test
  void stretchesGiveWhatTheWholeGivesInLessMemory() {
    var inputs =
        List.<TaskInput>of(
            new TaskInput.Partition(1, ALL_BUCKETS, written(1)),
            new TaskInput.Partition(2, ALL_BUCKETS, written(2)));
    var stretched = context(counted(Reading.PARTITIONED), inputs);
    var whole = context(counted(Reading.GATHERED), inputs);

    var rows = rows(stretched);

    assertThat(rows).hasSizeGreaterThan(10_000).isEqualTo(rows(whole));
    assertThat(stretched.memory().peakBytes()).isLessThan(whole.memory().peakBytes() / 2);
    assertThat(stretched.memory().reservedBytes()).isZero();
    assertThat(stretched.counters().inputRows.sum()).isEqualTo(whole.counters().inputRows.sum());
    assertThat(stretched.counters().operators.metrics())
        .extracting(metrics -> metrics.rows())
        .isEqualTo(
            whole.counters().operators.metrics().stream().map(metrics -> metrics.rows()).toList());
  }

  private static List<String> rows(TaskContext context) {
    var operator =
        new NodeToOperator(context, new BroadcastTables())
            .open(context.request().fragment().root());
    return RowLists.drain(operator).stream().map(List::toString).sorted().toList();
  }

  /// How many pairs of rows each key has.
  private static Node counted(Reading reading) {
    var pairs = new Schema(Stream.concat(SIDE.fields().stream(), SIDE.fields().stream()).toList());
    var join =
        new HashJoinNode(
            source(1, reading),
            source(2, reading),
            HashJoinNode.JoinType.INNER,
            List.of(0),
            List.of(0),
            null,
            pairs);
    var count =
        new AggregateCall(
            AggregateFunction.COUNT_ALL, null, null, DataType.BIGINT, DataType.BIGINT);
    var result =
        Schema.of(Field.nullable("k", DataType.BIGINT), Field.required("n", DataType.BIGINT));
    return new AggregateNode(join, AggregateNode.Phase.SINGLE, List.of(0), List.of(count), result);
  }

  private static Node source(int id, Reading reading) {
    return new ExchangeSourceNode(id, id, reading, HotBucket.WHOLE, SIDE);
  }

  /// Three segments of 40,000 rows.
  private List<SegmentRef> written(long seed) {
    var random = new Random(seed);
    return IntStream.range(0, 3)
        .mapToObj(_ -> written(Stream.generate(() -> batch(random)).limit(10).toList()))
        .toList();
  }

  private static Batch batch(Random random) {
    int rowCount = 4000;
    var columns = new ArrayList<Vector>();
    for (int column = 0; column < SIDE.size(); column++) {
      long[] values = random.longs(rowCount, 0, 1 << 16).toArray();
      columns.add(new LongVector(rowCount, values, null));
    }
    return new Batch(rowCount, columns);
  }

  private SegmentRef written(List<Batch> batches) {
    var exchange = new HashExchange(List.of(0));
    var path = "s3://test/exchange/" + segments++;
    var request = Tasks.request(InputNode.of(SIDE), exchange, List.of(), path, 0, 1 << 28);
    try (var sink = SegmentSinks.open(exchange, SIDE, Tasks.context(request, store))) {
      batches.forEach(sink::write);
      return ((TaskOutput.Segment) sink.finish()).segment();
    }
  }

  private TaskContext context(Node root, List<TaskInput> inputs) {
    var output = new StageOutput.UnkeyedExchange();
    return Tasks.context(Tasks.request(root, output, inputs, "s3://test/out", 0, 1 << 28), store);
  }
}
