package dev.stint.coordinator.schedule;

import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
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

/// Stage graphs as the machine sees them: who reads whom, and whether files are written.
final class TestGraphs {

  private static final StageOutput UNKEYED = new StageOutput.UnkeyedExchange();

  private TestGraphs() {}

  /// One stage that gives the result.
  static StageGraph result() {
    return graph(stage(0, UNKEYED));
  }

  /// One stage that writes files.
  static StageGraph files() {
    return graph(stage(0, fileSink()));
  }

  /// Stage 2 reads stages 0 and 1.
  static StageGraph join() {
    return graph(stage(0, UNKEYED), stage(1, UNKEYED), stage(2, UNKEYED, 0, 1));
  }

  /// Two joins of four stages, then files.
  static StageGraph tree() {
    return graph(
        stage(0, UNKEYED),
        stage(1, UNKEYED),
        stage(2, UNKEYED, 0, 1),
        stage(3, UNKEYED),
        stage(4, fileSink(), 2, 3));
  }

  private static StageOutput fileSink() {
    return new StageOutput.FileSink(
        ParquetFormat.DEFAULT, "file:///out", WriteMode.APPEND, List.of(), 1);
  }

  private static StageGraph graph(Stage... stages) {
    return new StageGraph(List.of(stages), Schema.EMPTY);
  }

  private static Stage stage(int id, StageOutput output, Integer... reads) {
    var sources =
        List.of(reads).stream()
            .<Node>map(
                stageId ->
                    new ExchangeSourceNode(
                        stageId, stageId, Reading.PARTITIONED, HotBucket.WHOLE, Schema.EMPTY))
            .toList();
    Node root =
        sources.isEmpty()
            ? new ValuesNode(Schema.EMPTY, List.of())
            : new UnionNode(sources, Schema.EMPTY);
    return new Stage(id, new Fragment(root, output, "UTC"), Map.of(), -1);
  }

  static SegmentRef segment(int stageId, int taskIndex) {
    var block = new BlockRef(0, 1, 1, 1, SortableKey.EMPTY, SortableKey.EMPTY, 0);
    return new SegmentRef(stageId + "/" + taskIndex, null, 1, List.of(block));
  }

  static TaskOutput output(int stageId, int taskIndex) {
    return new TaskOutput.Segment(segment(stageId, taskIndex));
  }
}
