package dev.stint.coordinator.estimate;

import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.ScanSize;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Plans to estimate: a scan of a table of 8 files of 100 MB, a million rows each.
public final class EstimateGraphs {

  static final Schema SCHEMA =
      Schema.of(Field.nullable("id", DataType.BIGINT), Field.nullable("fare", DataType.DOUBLE));
  static final StageOutput UNKEYED = new StageOutput.UnkeyedExchange();
  static final StageOutput HASH = new StageOutput.HashExchange(List.of(0));
  static final ScanSize SIZE = new ScanSize(8_000_000, 8_000_000, 200_000_000, 0);
  static final long FILE_BYTES = 100_000_000;

  /// A task reads one file.
  private static final PartitionTarget PARTITIONS =
      new PartitionTarget(1 << 20, 64 << 20, 27 << 20);

  private EstimateGraphs() {}

  /// Two functions of 1769 MiB that are warm.
  public static EstimateSettings settings() {
    return settings(2, 0, ExecutionSpeed.LOCAL);
  }

  static EstimateSettings settings(int parallelism, int coldFunctions, ExecutionSpeed speed) {
    return new EstimateSettings(
        1769L << 20, 512L << 20, parallelism, coldFunctions, PARTITIONS, 128 << 10, 2 << 20, speed);
  }

  /// `SELECT id, sum(fare) ... GROUP BY id` in three stages, with a thousand groups.
  public static StageGraph grouping() {
    var total = List.of(sum());
    var schema = AggregateNode.partialSchema(SCHEMA, List.of(0), total);
    var partial =
        new AggregateNode(
            scanNode(Filtered.NO), AggregateNode.Phase.PARTIAL, List.of(0), total, schema);
    var last =
        new AggregateNode(
            source(0, Reading.PARTITIONED, schema),
            AggregateNode.Phase.FINAL,
            List.of(0),
            total,
            SCHEMA);
    return new StageGraph(
        List.of(scanning(partial, HASH, 2000, SIZE), stage(1, last, UNKEYED, 1000)), SCHEMA);
  }

  private static AggregateCall sum() {
    return new AggregateCall(AggregateFunction.SUM, 1, null, DataType.DOUBLE, DataType.DOUBLE);
  }

  enum Filtered {
    NO,
    YES
  }

  static ScanNode scanNode(Filtered filtered) {
    var filter =
        switch (filtered) {
          case NO -> null;
          case YES -> Literal.TRUE;
        };
    return new ScanNode(0, "trips", ParquetFormat.DEFAULT, SCHEMA, SCHEMA, List.of(), filter, 0, 8);
  }

  /// Stage 0, over the table.
  static Stage scanning(Node root, StageOutput output, long rows, ScanSize size) {
    return new Stage(0, fragment(root, output), Map.of(0, splits()), rows, Map.of(0, size));
  }

  static List<Split> splits() {
    return IntStream.range(0, 8)
        .mapToObj(file -> new Split("s3://lake/" + file, FILE_BYTES, 0, FILE_BYTES, Map.of()))
        .toList();
  }

  static Stage stage(int id, Node root, StageOutput output, long rows) {
    return new Stage(id, fragment(root, output), Map.of(), rows);
  }

  static ExchangeSourceNode source(int stageId, Reading reading, Schema schema) {
    return new ExchangeSourceNode(1, stageId, reading, HotBucket.WHOLE, schema);
  }

  static Fragment fragment(Node root, StageOutput output) {
    return new Fragment(root, output, "UTC");
  }
}
