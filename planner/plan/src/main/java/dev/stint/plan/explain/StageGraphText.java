package dev.stint.plan.explain;

import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import java.util.List;

/// A stage graph as `stint explain` prints it: the stages in the order in which they can run, each
/// with its tree (a join's probe side first, then its build side) and what becomes of its rows.
public final class StageGraphText {

  private final StageGraph graph;
  private final StringBuilder text = new StringBuilder();

  private StageGraphText(StageGraph graph) {
    this.graph = graph;
  }

  public static String print(StageGraph graph) {
    return String.join("\n", stages(graph));
  }

  /// The text of each stage, by its id.
  public static List<String> stages(StageGraph graph) {
    return graph.stages().stream().map(stage -> stage(graph, stage)).toList();
  }

  /// The text of a stage that stands for one of the graph.
  public static String stage(StageGraph graph, Stage stage) {
    return new StageGraphText(graph).of(stage);
  }

  private String of(Stage stage) {
    text.append("Stage ").append(stage.id());
    if (stage.estimatedRows() >= 0) {
      text.append(" (about ").append(NodeText.count(stage.estimatedRows(), "row")).append(")");
    }
    text.append(" -> ").append(output(stage)).append('\n');
    node(stage.fragment().root(), new NodeText(stage, new PartialSchemas(graph)), 1, "");
    return text.toString();
  }

  private void node(Node node, NodeText lines, int depth, String role) {
    text.append("  ".repeat(depth)).append(role).append(lines.line(node)).append('\n');
    if (node instanceof HashJoinNode join) {
      node(join.probe(), lines, depth + 1, "probe: ");
      node(join.build(), lines, depth + 1, "build: ");
      return;
    }
    node.inputs().forEach(input -> node(input, lines, depth + 1, ""));
  }

  private String output(Stage stage) {
    var columns = new ExpressionText(stage.fragment().root().schema());
    return output(stage, stage.fragment().output(), columns);
  }

  private String output(Stage stage, StageOutput output, ExpressionText columns) {
    return switch (output) {
      case StageOutput.HashExchange hash -> "hash on " + columns.columns(hash.keyColumns());
      case StageOutput.RangeExchange range -> "range on " + columns.keys(range.keys());
      case StageOutput.MergedExchange(var exchange) ->
          "merged, " + output(stage, exchange, columns);
      case StageOutput.UnkeyedExchange _ ->
          stage.id() == graph.root().id() ? "result" : unkeyed(stage);
      case StageOutput.FileSink files -> files(files, columns);
    };
  }

  /// What is done with an exchange without keys stands at its reader.
  private String unkeyed(Stage stage) {
    return graph.stages().stream()
        .flatMap(StageGraph::exchangeSources)
        .filter(source -> source.stageId() == stage.id())
        .map(
            source ->
                switch (source.reading()) {
                  case BROADCAST -> "broadcast";
                  case GATHERED -> "gather";
                  case PARTITIONED, MERGED -> "share out";
                })
        .findFirst()
        .orElse("nothing");
  }

  private static String files(StageOutput.FileSink files, ExpressionText columns) {
    String partitions =
        files.partitionColumns().isEmpty()
            ? ""
            : ", folders by " + columns.columns(files.partitionColumns());
    return "%s files in %s, %s%s"
        .formatted(files.format().formatName(), files.path(), files.mode(), partitions);
  }
}
