package dev.stint.coordinator.schedule;

import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskOutput;
import dev.stint.plan.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Stage graphs as the machine sees them: who reads whom, how many tasks there are, and whether
/// files are written.
final class TestGraphs {

  /// Large enough for a task of its own.
  private static final int BLOCK_BYTES = 64 << 20;

  private static final int SPLIT_BYTES = 128 << 20;

  private static final StageOutput UNKEYED = new StageOutput.UnkeyedExchange();

  private TestGraphs() {}

  /// One stage that gives the result.
  static StageGraph result(int tasks) {
    return graph(scan(0, tasks, UNKEYED));
  }

  /// One stage that writes files.
  static StageGraph files(int tasks) {
    return graph(scan(0, tasks, fileSink()));
  }

  /// Stage 2 reads stages 0 and 1.
  static StageGraph join(int tasks0, int tasks1) {
    return graph(scan(0, tasks0, UNKEYED), scan(1, tasks1, UNKEYED), reading(2, UNKEYED, 0, 1));
  }

  /// Stage 2 gathers stage 1, and that stage 0, which reads a few bytes or much.
  static StageGraph chain(int tasks0, int splitBytes) {
    return graph(scan(0, tasks0, UNKEYED, splitBytes), gathering(1, 0), gathering(2, 1));
  }

  /// Two joins of four stages, then files.
  static StageGraph tree() {
    return graph(
        scan(0, 5, UNKEYED),
        scan(1, 2, UNKEYED),
        reading(2, UNKEYED, 0, 1),
        scan(3, 1, UNKEYED),
        reading(4, fileSink(), 2, 3));
  }

  private static StageOutput fileSink() {
    return new StageOutput.FileSink(
        ParquetFormat.DEFAULT, "file:///out", WriteMode.APPEND, List.of(), 1);
  }

  private static StageGraph graph(Stage... stages) {
    return new StageGraph(List.of(stages), Schema.EMPTY);
  }

  private static Stage scan(int id, int tasks, StageOutput output) {
    return scan(id, tasks, output, SPLIT_BYTES);
  }

  private static Stage scan(int id, int tasks, StageOutput output, int splitBytes) {
    var node =
        new ScanNode(0, "t", ParquetFormat.DEFAULT, Schema.EMPTY, Schema.EMPTY, List.of(), null, 0);
    var splits =
        IntStream.range(0, tasks)
            .mapToObj(file -> new Split("file:///t/" + file, splitBytes, 0, splitBytes, Map.of()))
            .toList();
    return new Stage(id, new Fragment(node, output, "UTC"), Map.of(0, splits), -1);
  }

  /// A task for each segment that it reads.
  private static Stage reading(int id, StageOutput output, Integer... stageIds) {
    var sources =
        List.of(stageIds).stream()
            .<Node>map(
                stageId ->
                    new ExchangeSourceNode(
                        stageId, stageId, Reading.PARTITIONED, HotBucket.WHOLE, Schema.EMPTY))
            .toList();
    var union = new UnionNode(sources, Schema.EMPTY);
    return new Stage(id, new Fragment(union, output, "UTC"), Map.of(), -1);
  }

  private static Stage gathering(int id, int stageId) {
    var source =
        new ExchangeSourceNode(
            10 + stageId, stageId, Reading.GATHERED, HotBucket.WHOLE, Schema.EMPTY);
    return new Stage(id, new Fragment(source, UNKEYED, "UTC"), Map.of(), -1);
  }

  /// With one block, for which one task reads it.
  static SegmentRef segment(String path) {
    return segment(path, BLOCK_BYTES);
  }

  private static SegmentRef segment(String path, int bytes) {
    var block = new BlockRef(0, bytes, bytes, 1, SortableKey.EMPTY, SortableKey.EMPTY, 0);
    return new SegmentRef(path, null, bytes, List.of(block));
  }

  static TaskOutput littleOutput(String path) {
    return new TaskOutput.Segment(segment(path, 1));
  }

  static TaskOutput output(String path) {
    return new TaskOutput.Segment(segment(path));
  }
}
