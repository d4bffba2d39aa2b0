package dev.stint.executor.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.RandomRows;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.fixture.RowOrder;
import dev.stint.executor.fixture.Tasks;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.sink.Sink;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.stage.StageOutput;
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
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExchangeRoundTripTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.nullable("n", DataType.BIGINT),
          Field.nullable("s", DataType.STRING),
          Field.nullable("d", DataType.DOUBLE),
          Field.nullable("w", DataType.decimal(30, 2)));

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private int segments;

  @Test
  void everyRowOfAHashExchangeReachesOneTaskAndEqualKeysTheSame() {
    var keys = List.of(0, 1);
    var input = new RandomRows(1, 500).batches(SCHEMA, 30_000, 4096);
    var written = writeParts(new StageOutput.HashExchange(keys), input, 3, 0);
    var taskOfKey = new HashMap<List<@Nullable Object>, Integer>();
    var all = new ArrayList<List<@Nullable Object>>();

    var borders = List.of(0, 100, 101, 2000, 2000, StageOutput.BUCKET_COUNT);
    for (int task = 0; task + 1 < borders.size(); task++) {
      var range =
          new KeyRange(
              SortableKey.ofBucket(borders.get(task)), SortableKey.ofBucket(borders.get(task + 1)));
      for (var row : read(Reading.PARTITIONED, range, written)) {
        all.add(row);
        var before = taskOfKey.putIfAbsent(row.subList(0, 2), task);
        assertThat(before == null ? task : before).isEqualTo(task);
      }
    }

    assertThat(sorted(all)).isEqualTo(sorted(RowLists.of(input)));
    assertThat(taskOfKey.values()).contains(0, 2, 4);
  }

  @Test
  void mergedRangesFollowEachOtherInOrder() {
    for (int seed = 0; seed < 4; seed++) {
      var keys = List.of(SortKey.descending(1), SortKey.ascending(0));
      var input = new RandomRows(seed, 100_000).batches(SCHEMA, 20_000, 4096);
      var written = writeParts(new StageOutput.RangeExchange(keys), input, 4, 0);
      var all = new ArrayList<List<@Nullable Object>>();

      for (var range : cut(written, new Random(seed))) {
        all.addAll(read(Reading.MERGED, range, written));
      }

      assertThat(sorted(all)).isEqualTo(sorted(RowLists.of(input)));
      assertThat(all).isSortedAccordingTo(RowOrder.of(keys));
    }
  }

  @Test
  void unkeyedRowsKeepTheirOrder() {
    var input = new RandomRows(3, 500).batches(SCHEMA, 50_000, 4096);
    var segment = write(new StageOutput.UnkeyedExchange(), input, 0);

    assertThat(read(Reading.GATHERED, KeyRange.ALL, List.of(segment)))
        .isEqualTo(RowLists.of(input));
    assertThat(segment.blocks()).hasSizeGreaterThan(1);

    var shown = new ArrayList<List<@Nullable Object>>();
    try (var batches = SegmentBatches.read(store, segment, SCHEMA)) {
      batches.forEachRemaining(batch -> shown.addAll(RowLists.of(batch)));
    }
    assertThat(shown).isEqualTo(RowLists.of(input));
  }

  @Test
  void smallSegmentTravelsInItsReference() {
    var input = new RandomRows(3, 500).batches(SCHEMA, 100, 10);

    var segment = write(new StageOutput.HashExchange(List.of(0)), input, 1 << 20);

    assertThat(segment.inlineBase64()).isNotNull();
    assertThat(sorted(read(Reading.BROADCAST, KeyRange.ALL, List.of(segment))))
        .isEqualTo(sorted(RowLists.of(input)));
  }

  @Test
  void nothingWrittenIsASegmentWithoutBlocks() {
    for (var output :
        List.of(
            new StageOutput.HashExchange(List.of(0)),
            new StageOutput.RangeExchange(List.of(SortKey.ascending(0))),
            new StageOutput.UnkeyedExchange())) {
      assertThat(write(output, List.of(), 0).blocks()).isEmpty();
    }
  }

  @Test
  void rowsWithoutColumnsAreCounted() {
    var segment =
        write(Schema.EMPTY, new StageOutput.UnkeyedExchange(), List.of(new Batch(9, List.of())));

    assertThat(segment.rowCount()).isEqualTo(9);
    try (var batches = SegmentBatches.read(store, segment, Schema.EMPTY)) {
      assertThat(batches.next().rowCount()).isEqualTo(9);
    }
  }

  @Test
  void sinkBeyondTheBudgetIsAResourceFailure() {
    var output = new StageOutput.HashExchange(List.of(0));
    var context = context(output, 100_000, 0);
    try (var sink = open(output, SCHEMA, context)) {
      assertThatThrownBy(
              () -> new RandomRows(3, 500).batches(SCHEMA, 30_000, 4096).forEach(sink::write))
          .isInstanceOfSatisfying(
              StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RESOURCE));
    }
    assertThat(context.memory().reservedBytes()).isZero();
  }

  /// Which portions go to the disk does not show in the segment, nor in the order within a bucket.
  @Test
  void sinksBeyondTheirMemoryWriteWhatTheyWouldWithIt() {
    var input = new RandomRows(8, 100_000).batches(SCHEMA, 100_000, 4096);
    for (var output :
        List.of(
            new StageOutput.HashExchange(List.of(0, 1)),
            new StageOutput.RangeExchange(List.of(SortKey.ascending(0), SortKey.descending(1))))) {
      var ample = context(output, 1 << 28, 0);
      var small = context(output, 8 << 20, 0);

      var whole = write(SCHEMA, ample, output, input);
      var merged = write(SCHEMA, small, output, input);

      assertThat(ample.memory().peakBytes()).isGreaterThan(8 << 20);
      assertThat(read(Reading.MERGED, KeyRange.ALL, List.of(merged)))
          .isEqualTo(read(Reading.MERGED, KeyRange.ALL, List.of(whole)));
    }
  }

  private List<SegmentRef> writeParts(
      StageOutput output, List<Batch> input, int parts, long inlineLimitBytes) {
    var written = new ArrayList<SegmentRef>();
    for (int part = 0; part < parts; part++) {
      int from = input.size() * part / parts;
      int to = input.size() * (part + 1) / parts;
      written.add(write(output, input.subList(from, to), inlineLimitBytes));
    }
    return written;
  }

  private SegmentRef write(StageOutput output, List<Batch> input, long inlineLimitBytes) {
    return write(SCHEMA, context(output, 1 << 28, inlineLimitBytes), output, input);
  }

  private SegmentRef write(Schema schema, StageOutput output, List<Batch> input) {
    return write(schema, context(output, 1 << 28, 0), output, input);
  }

  private static SegmentRef write(
      Schema schema, TaskContext context, StageOutput output, List<Batch> input) {
    try (var sink = open(output, schema, context)) {
      input.forEach(sink::write);
      var segment = ((TaskOutput.Segment) sink.finish()).segment();
      assertThat(context.counters().outputRows.sum()).isEqualTo(segment.rowCount());
      return segment;
    } finally {
      assertThat(context.memory().reservedBytes()).isZero();
    }
  }

  private TaskContext context(StageOutput output, long memoryBytes, long inlineLimitBytes) {
    var path = "s3://test/exchange/" + segments++;
    var request =
        Tasks.request(InputNode.of(SCHEMA), output, List.of(), path, inlineLimitBytes, memoryBytes);
    return Tasks.context(request, store);
  }

  private static Sink open(StageOutput output, Schema schema, TaskContext context) {
    return switch (output) {
      case StageOutput.HashExchange hash -> SegmentSinks.open(hash, schema, context);
      case StageOutput.RangeExchange range -> SegmentSinks.open(range, schema, context);
      case StageOutput.MergedExchange merged -> SegmentSinks.open(merged, schema, context);
      case StageOutput.UnkeyedExchange _ -> SegmentSinks.openUnkeyed(schema, context);
      case StageOutput.FileSink _ -> throw new IllegalArgumentException();
    };
  }

  private List<List<@Nullable Object>> read(
      Reading reading, KeyRange range, List<SegmentRef> written) {
    var overlapping =
        written.stream()
            .map(
                segment ->
                    new SegmentRef(
                        segment.path(),
                        segment.inlineBase64(),
                        segment.bytes(),
                        segment.blocks().stream()
                            .filter(block -> range.overlaps(block.firstKey(), block.lastKey()))
                            .toList()))
            .filter(segment -> !segment.blocks().isEmpty())
            .toList();
    var node = new ExchangeSourceNode(0, 0, reading, ExchangeSourceNode.HotBucket.WHOLE, SCHEMA);
    var context = context(new StageOutput.UnkeyedExchange(), 1 << 28, 0);
    var rows =
        RowLists.drain(
            new ExchangeSourceOperator(
                node, new TaskInput.Partition(0, range, overlapping), context));
    assertThat(context.counters().inputRows.sum()).isEqualTo(rows.size());
    assertThat(context.memory().reservedBytes()).isZero();
    return rows;
  }

  /// Ranges between some blocks' first keys.
  private static List<KeyRange> cut(List<SegmentRef> written, Random random) {
    var borders =
        written.stream()
            .flatMap(segment -> segment.blocks().stream())
            .filter(_ -> random.nextInt(4) == 0)
            .map(block -> block.firstKey())
            .sorted()
            .distinct()
            .toList();
    var ranges = new ArrayList<KeyRange>();
    @Nullable SortableKey from = null;
    for (var border : borders) {
      ranges.add(new KeyRange(from, border));
      from = border;
    }
    ranges.add(new KeyRange(from, null));
    return ranges;
  }

  private static List<String> sorted(List<List<@Nullable Object>> rows) {
    return rows.stream().map(List::toString).sorted().toList();
  }
}
