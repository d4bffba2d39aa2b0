package dev.stint.executor.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.fixture.Tasks;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.sink.Sink;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.StageOutput.HashExchange;
import dev.stint.plan.stage.StageOutput.MergedExchange;
import dev.stint.plan.stage.StageOutput.RangeExchange;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MergedExchangeTest {

  private static final Schema SCHEMA =
      Schema.of(Field.nullable("n", DataType.BIGINT), Field.nullable("s", DataType.STRING));
  private static final int ROWS = 20_000;
  private static final long MEMORY_BYTES = 48L << 20;

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private int segments;

  static List<StageOutput> exchanges() {
    return List.of(new HashExchange(List.of(0)), new RangeExchange(List.of(SortKey.ascending(0))));
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void moreRowsThanMemoryAreMerged(StageOutput exchange) {
    var written = written(exchange);
    long rawBytes =
        written.stream()
            .flatMap(segment -> segment.blocks().stream())
            .mapToLong(BlockRef::rawLength)
            .sum();
    assertThat(rawBytes).isGreaterThan(2 * MEMORY_BYTES);

    var merged = write(new MergedExchange(exchange), written, MEMORY_BYTES);

    assertThat(merged.rowCount()).isEqualTo((long) written.size() * ROWS);
    assertThat(merged.blocks()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void rowsThatAreNotInOrderAreRefused(StageOutput exchange) {
    var context = context(new MergedExchange(exchange), List.of(), 1 << 28);
    try (var sink = open(context.request().fragment().output(), context)) {
      assertThatThrownBy(
              () -> {
                sink.write(RowLists.batch(SCHEMA, rows(new Random(1), 900)));
                sink.write(RowLists.batch(SCHEMA, rows(new Random(2), 900)));
                sink.finish();
              })
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the key is less than the one before");
    }
  }

  /// One segment, many times.
  private List<SegmentRef> written(StageOutput exchange) {
    var random = new Random(1);
    var context = context(exchange, List.of(), 1L << 30);
    try (var sink = open(exchange, context)) {
      for (int batch = 0; batch < ROWS; batch += 1000) {
        sink.write(RowLists.batch(SCHEMA, rows(random, 1000)));
      }
      return Collections.nCopies(20, ((TaskOutput.Segment) sink.finish()).segment());
    }
  }

  private static List<List<@Nullable Object>> rows(Random random, int count) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int row = 0; row < count; row++) {
      var text = new StringBuilder();
      while (text.length() < 360) {
        text.append(Long.toString(random.nextLong(), 36));
      }
      rows.add(List.of(random.nextLong(1000), text.toString()));
    }
    return rows;
  }

  private SegmentRef write(StageOutput output, List<SegmentRef> from, long memoryBytes) {
    var partition = new TaskInput.Partition(0, KeyRange.ALL, from);
    var context = context(output, List.of(partition), memoryBytes);
    var node =
        new ExchangeSourceNode(
            0, 0, ExchangeSourceNode.Reading.MERGED, ExchangeSourceNode.HotBucket.WHOLE, SCHEMA);
    try (var source = new ExchangeSourceOperator(node, partition, context);
        var sink = open(output, context)) {
      for (var batch = source.next(); batch != null; batch = source.next()) {
        sink.write(batch);
      }
      return ((TaskOutput.Segment) sink.finish()).segment();
    }
  }

  private TaskContext context(StageOutput output, List<TaskInput> inputs, long memoryBytes) {
    var path = "s3://test/merged/" + segments++;
    var request = Tasks.request(InputNode.of(SCHEMA), output, inputs, path, 0, memoryBytes);
    return Tasks.context(request, store);
  }

  private static Sink open(StageOutput output, TaskContext context) {
    return switch (output) {
      case HashExchange hash -> SegmentSinks.open(hash, SCHEMA, context);
      case RangeExchange range -> SegmentSinks.open(range, SCHEMA, context);
      case MergedExchange merged -> SegmentSinks.open(merged, SCHEMA, context);
      case StageOutput.UnkeyedExchange _, StageOutput.FileSink _ ->
          throw new IllegalArgumentException();
    };
  }
}
