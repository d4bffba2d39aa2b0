package dev.stint.tests.simulation;

import dev.stint.plan.expression.SortKey;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Stage graphs of the kinds that the planner makes, over tables of random size.
enum GraphShape {
  /// A scan that is the whole run, or whose rows one task gathers.
  SCAN,
  /// Grouped by key.
  AGGREGATE,
  /// Two tables joined by key.
  JOIN,
  /// Sorted by ranges of keys.
  SORT,
  /// A small table joined to all of a large one.
  BROADCAST,
  /// Two tables, one below the other.
  UNION,
  /// Three tables joined, grouped and sorted.
  MANY;

  static final Schema SCHEMA = Schema.of(Field.nullable("number", DataType.BIGINT));

  private static final StageOutput HASH = new StageOutput.HashExchange(List.of(0));
  private static final StageOutput UNKEYED = new StageOutput.UnkeyedExchange();
  private static final StageOutput RANGE =
      new StageOutput.RangeExchange(
          List.of(new SortKey(0, SortKey.Direction.ASCENDING, SortKey.Nulls.FIRST)));

  private static final int MOST_SPLITS = 40;
  private static final long MOST_SPLIT_BYTES = 16 << 20;

  /// With `root` as what the last stage writes.
  StageGraph graph(SplittableRandom random, StageOutput root) {
    boolean isResult = root instanceof StageOutput.UnkeyedExchange;
    return switch (this) {
      case SCAN ->
          isResult
              ? graph(scan(0, UNKEYED, random), reading(1, root, source(0, 0, Reading.GATHERED)))
              : graph(scan(0, root, random));
      case AGGREGATE ->
          graph(scan(0, HASH, random), reading(1, root, source(0, 0, Reading.PARTITIONED)));
      case JOIN ->
          graph(
              scan(0, HASH, random),
              scan(1, HASH, random),
              reading(
                  2,
                  root,
                  join(
                      source(0, 0, Reading.PARTITIONED),
                      source(1, 1, Reading.PARTITIONED),
                      random)));
      case SORT -> graph(scan(0, RANGE, random), reading(1, root, source(0, 0, Reading.MERGED)));
      case BROADCAST -> {
        var join =
            new HashJoinNode(
                scanNode(0),
                source(1, 0, Reading.BROADCAST),
                JoinType.INNER,
                List.of(0),
                List.of(0),
                null,
                SCHEMA);
        yield graph(
            scan(0, UNKEYED, random),
            new Stage(1, fragment(join, root), Map.of(0, splits(random)), -1));
      }
      case UNION ->
          graph(
              scan(0, HASH, random),
              scan(1, UNKEYED, random),
              reading(
                  2,
                  root,
                  new UnionNode(
                      List.of(source(0, 0, Reading.PARTITIONED), source(1, 1, Reading.PARTITIONED)),
                      SCHEMA)));
      case MANY ->
          graph(
              scan(0, HASH, random),
              scan(1, HASH, random),
              scan(2, HASH, random),
              reading(
                  3,
                  HASH,
                  join(
                      source(0, 0, Reading.PARTITIONED),
                      source(1, 1, Reading.PARTITIONED),
                      random)),
              reading(
                  4,
                  HASH,
                  join(
                      source(0, 3, Reading.PARTITIONED),
                      source(1, 2, Reading.PARTITIONED),
                      random)),
              reading(5, RANGE, source(0, 4, Reading.PARTITIONED)),
              reading(6, root, source(0, 5, Reading.MERGED)));
    };
  }

  private static StageGraph graph(Stage... stages) {
    return new StageGraph(List.of(stages), SCHEMA);
  }

  private static Stage scan(int id, StageOutput output, SplittableRandom random) {
    return new Stage(id, fragment(scanNode(0), output), Map.of(0, splits(random)), -1);
  }

  private static Stage reading(int id, StageOutput output, Node root) {
    return new Stage(id, fragment(root, output), Map.of(), -1);
  }

  private static Node source(int sourceId, int stageId, Reading reading) {
    return new ExchangeSourceNode(sourceId, stageId, reading, HotBucket.WHOLE, SCHEMA);
  }

  private static Node join(Node probe, Node build, SplittableRandom random) {
    var types = List.of(JoinType.INNER, JoinType.PROBE_OUTER, JoinType.ANTI, JoinType.FULL_OUTER);
    var type = types.get(random.nextInt(types.size()));
    return new HashJoinNode(probe, build, type, List.of(0), List.of(0), null, SCHEMA);
  }

  private static ScanNode scanNode(int sourceId) {
    return new ScanNode(sourceId, "t", ParquetFormat.DEFAULT, SCHEMA, SCHEMA, List.of(), null, 0);
  }

  private static Fragment fragment(Node root, StageOutput output) {
    return new Fragment(root, output, "UTC");
  }

  private static List<Split> splits(SplittableRandom random) {
    int count = random.nextInt(20) == 0 ? 0 : Draw.upTo(random, MOST_SPLITS);
    long most = 1 + random.nextLong(MOST_SPLIT_BYTES);
    var splits = new ArrayList<Split>();
    for (int number = 0; number < count; number++) {
      long bytes = 1 + random.nextLong(most);
      splits.add(new Split("s3://tables/t/" + number, bytes, 0, bytes, Map.of()));
    }
    return splits;
  }
}
