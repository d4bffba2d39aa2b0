package dev.stint.tests.jmh;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.exchange.ExchangeSourceOperator;
import dev.stint.executor.exchange.SegmentSinks;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.sink.Sink;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/// Segments in a store in memory, compressed as for S3 and not, as for local files: written with
/// all that a sink does (keys, order, encoding, checksums), and four of them read, as they come and
/// merged. The first column is the key.
@OperationsPerInvocation(RowBenchmark.MANY_ROWS)
public class SegmentBenchmark extends RowBenchmark {

  private static final int SEGMENTS = 4;

  private static final StageOutput.HashExchange BY_HASH = new StageOutput.HashExchange(List.of(0));
  private static final StageOutput.RangeExchange BY_VALUE =
      new StageOutput.RangeExchange(
          List.of(new SortKey(0, SortKey.Direction.ASCENDING, SortKey.Nulls.FIRST)));

  /// What a segment is sorted by.
  public enum Exchange {
    HASH,
    RANGE,
    UNKEYED
  }

  @Param({"scattered, a, price", "name, comment", "mode, word, price"})
  private String columns = "";

  @Param private Exchange exchange = Exchange.HASH;

  @Param({"s3://store/", "file:///store/"})
  private String store = "";

  @Param("" + MANY_ROWS)
  private int rows;

  private Schema schema = Schema.EMPTY;
  private List<Batch> batches = List.of();
  private final ObjectStore objects = new InMemoryObjectStore();
  private final List<SegmentRef> written = new ArrayList<>();
  private int number;

  @Setup
  public void open() throws IOException {
    schema = SampleColumn.schema(List.of(columns.split(", ", -1)));
    batches = SampleTable.batches(schema, rows);
    int share = batches.size() / SEGMENTS;
    for (int segment = 0; segment < SEGMENTS; segment++) {
      int to = segment == SEGMENTS - 1 ? batches.size() : (segment + 1) * share;
      written.add(write(batches.subList(segment * share, to), store + "read/" + segment));
    }
  }

  @Benchmark
  public SegmentRef write() {
    var path = store + "written/" + number++;
    var segment = write(batches, path);
    objects.delete(List.of(path));
    return segment;
  }

  private SegmentRef write(List<Batch> some, String path) {
    try (var sink = open(SampleTable.context(objects, path))) {
      some.forEach(sink::write);
      return ((TaskOutput.Segment) sink.finish()).segment();
    }
  }

  private Sink open(TaskContext context) {
    return switch (exchange) {
      case HASH -> SegmentSinks.open(BY_HASH, schema, context);
      case RANGE -> SegmentSinks.open(BY_VALUE, schema, context);
      case UNKEYED -> SegmentSinks.openUnkeyed(schema, context);
    };
  }

  @Benchmark
  public long read(Blackhole read) {
    return read(ExchangeSourceNode.Reading.PARTITIONED, read);
  }

  @Benchmark
  public long merge(Blackhole read) {
    return read(ExchangeSourceNode.Reading.MERGED, read);
  }

  private long read(ExchangeSourceNode.Reading reading, Blackhole read) {
    var node = new ExchangeSourceNode(0, 0, reading, ExchangeSourceNode.HotBucket.WHOLE, schema);
    var partition = new TaskInput.Partition(0, KeyRange.ALL, written);
    var context = SampleTable.context(objects, store + "none");
    return Drain.all(new ExchangeSourceOperator(node, partition, context), read);
  }
}
