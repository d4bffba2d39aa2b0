package dev.stint.coordinator.page;

import dev.stint.coordinator.page.StagePage.OperatorLine;
import dev.stint.plan.node.Node;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.task.OperatorMetrics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What the operators of a stage did, added up over its attempts. They are told in the order of
/// [dev.stint.plan.task.TaskMetrics#operators]: what becomes of the rows, then the nodes, parents
/// first, as they are printed.
final class OperatorSums {

  private final Stage stage;
  private final String plan;
  private List<OperatorMetrics> sums = List.of();

  OperatorSums(Stage stage, String plan) {
    this.stage = stage;
    this.plan = plan;
  }

  void add(List<OperatorMetrics> operators) {
    if (sums.isEmpty()) {
      sums = new ArrayList<>(Collections.nCopies(operators.size(), OperatorMetrics.NONE));
    }
    // An attempt that failed while it opened its operators has fewer of them.
    for (int i = 0; i < Math.min(sums.size(), operators.size()); i++) {
      sums.set(i, sums.get(i).plus(operators.get(i)));
    }
  }

  /// A line for each operator; none when nobody measured them.
  List<OperatorLine> lines() {
    var texts = plan.lines().skip(1).map(String::strip).toList();
    var lines = new ArrayList<OperatorLine>();
    if (sums.isEmpty() || sums.size() != texts.size() + 1) {
      return lines;
    }
    lines.add(line(0, "Write: " + PlanWords.output(plan), sums.getFirst(), 0));
    add(stage.fragment().root(), 1, texts, lines);
    return lines;
  }

  /// Adds the lines of a node and those below it. Its own time is without theirs.
  private void add(Node node, int depth, List<String> texts, List<OperatorLine> lines) {
    int place = lines.size();
    var sum = sums.get(place);
    lines.add(line(depth, texts.get(place - 1), sum, 0));
    long below = 0;
    for (var input : node.inputs()) {
      below += sums.get(lines.size()).nanos();
      add(input, depth + 1, texts, lines);
    }
    lines.set(place, line(depth, texts.get(place - 1), sum, below));
  }

  private static OperatorLine line(int depth, String text, OperatorMetrics sum, long nanosBelow) {
    return new OperatorLine(
        depth,
        text,
        sum.rows(),
        Math.max(0, sum.nanos() - nanosBelow) / 1_000_000,
        sum.peakMemoryBytes(),
        sum.spilledBytes(),
        sum.filteredRows());
  }
}
