package dev.stint.coordinator.page;

import dev.stint.coordinator.page.StagePage.OperatorLine;
import dev.stint.plan.node.Node;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.task.OperatorMetrics;
import java.util.ArrayList;
import java.util.List;

/// What the operators of a stage did, added up over its attempts. They are told in the order of
/// [dev.stint.plan.task.TaskMetrics#operators]: what becomes of the rows, then the nodes, parents
/// first, as they are printed.
final class OperatorSums {

  private final Stage stage;
  private final String plan;
  private long[] rows = {};
  private long[] nanos = {};
  private long[] peakBytes = {};
  private long[] spilledBytes = {};

  OperatorSums(Stage stage, String plan) {
    this.stage = stage;
    this.plan = plan;
  }

  void add(List<OperatorMetrics> operators) {
    if (rows.length == 0) {
      rows = new long[operators.size()];
      nanos = new long[operators.size()];
      peakBytes = new long[operators.size()];
      spilledBytes = new long[operators.size()];
    }
    // An attempt that failed while it opened its operators has fewer of them.
    for (int i = 0; i < Math.min(rows.length, operators.size()); i++) {
      rows[i] += operators.get(i).rows();
      nanos[i] += operators.get(i).nanos();
      peakBytes[i] = Math.max(peakBytes[i], operators.get(i).peakMemoryBytes());
      spilledBytes[i] += operators.get(i).spilledBytes();
    }
  }

  /// A line for each operator; none when nobody measured them.
  List<OperatorLine> lines() {
    var texts = plan.lines().skip(1).map(String::strip).toList();
    var lines = new ArrayList<OperatorLine>();
    if (rows.length == 0 || rows.length != texts.size() + 1) {
      return lines;
    }
    lines.add(
        new OperatorLine(
            0,
            "Write: " + PlanWords.output(plan),
            rows[0],
            nanos[0] / 1_000_000,
            peakBytes[0],
            spilledBytes[0]));
    add(stage.fragment().root(), 1, texts, lines);
    return lines;
  }

  /// Adds the lines of a node and those below it. Its own time is without theirs.
  private void add(Node node, int depth, List<String> texts, List<OperatorLine> lines) {
    int place = lines.size();
    lines.add(
        new OperatorLine(
            depth, texts.get(place - 1), rows[place], 0, peakBytes[place], spilledBytes[place]));
    long below = 0;
    for (var input : node.inputs()) {
      below += nanos[lines.size()];
      add(input, depth + 1, texts, lines);
    }
    lines.set(place, lines.get(place).withMs(Math.max(0, nanos[place] - below) / 1_000_000));
  }
}
