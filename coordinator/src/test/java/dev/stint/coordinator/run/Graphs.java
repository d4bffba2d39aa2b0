package dev.stint.coordinator.run;

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
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Stage graphs by hand.
final class Graphs {

  static final Schema SCHEMA = Schema.of(Field.nullable("number", DataType.BIGINT));
  static final StageOutput HASH = new StageOutput.HashExchange(List.of(0));
  static final StageOutput UNKEYED = new StageOutput.UnkeyedExchange();

  private Graphs() {}

  static StageGraph graph(Stage... stages) {
    return new StageGraph(List.of(stages), SCHEMA);
  }

  /// Reads `files` files, each large enough for a task of its own.
  static Stage scan(int id, int files, StageOutput output) {
    var node = new ScanNode(0, "t", ParquetFormat.DEFAULT, SCHEMA, SCHEMA, List.of(), null, 0);
    var splits =
        IntStream.range(0, files)
            .mapToObj(file -> new Split("file:///t/" + file, 128 << 20, 0, 128 << 20, Map.of()))
            .toList();
    return new Stage(id, fragment(node, output), Map.of(0, splits), -1);
  }

  /// Reads stages in the same way, as sources 0, 1, ….
  static Stage reading(int id, Reading reading, StageOutput output, int... stageIds) {
    var sources = new ArrayList<Node>();
    for (int stageId : stageIds) {
      sources.add(
          new ExchangeSourceNode(sources.size(), stageId, reading, HotBucket.WHOLE, SCHEMA));
    }
    return new Stage(id, fragment(new UnionNode(sources, SCHEMA), output), Map.of(), -1);
  }

  static StageOutput files(String path, WriteMode mode) {
    return new StageOutput.FileSink(ParquetFormat.DEFAULT, path, mode, List.of(), 1 << 20);
  }

  private static Fragment fragment(Node root, StageOutput output) {
    return new Fragment(root, output, "UTC");
  }
}
