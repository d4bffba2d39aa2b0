package dev.stint.executor.task;

import dev.stint.executor.hash.RuntimeFilter;
import dev.stint.executor.scan.source.KeyFilter;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExpandNode;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.LevelNode;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.Node;
import dev.stint.plan.node.ProjectNode;
import dev.stint.plan.node.RecursionNode;
import dev.stint.plan.node.RepeatNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.TopNNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.node.WindowNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Hands the keys of joins' build sides down to the scans of their probe sides, where the probe
/// side's keys come from a scan as they are, and rows without a match could go at once.
final class RuntimeFilters {

  /// A filter whose keys are the columns `columns` of a node.
  record OfColumns(RuntimeFilter filter, List<Integer> columns) {

    /// For the scan that it has come to.
    KeyFilter ofScan(LongConsumer droppedRows) {
      return new KeyFilter(filter, columns, droppedRows);
    }
  }

  private RuntimeFilters() {}

  /// That which the operator of `join` is to fill; `null` when it gives probe rows without a match,
  /// or has no keys.
  static @Nullable RuntimeFilter of(HashJoinNode join) {
    return switch (join.joinType()) {
      case INNER, SEMI, BUILD_OUTER ->
          join.probeKeys().isEmpty()
              ? null
              : new RuntimeFilter(join.probeKeys().size(), join.nullSafeKeys());
      case PROBE_OUTER, FULL_OUTER, ANTI, SINGLE, MARK -> null;
    };
  }

  /// What each input of `node` is handed: of `handed`, filters of the node's rows, those that may
  /// drop the input's rows instead, and `own` to the probe side of a join.
  static List<List<OfColumns>> ofInputs(
      Node node, List<OfColumns> handed, @Nullable RuntimeFilter own) {
    return switch (node) {
      case FilterNode filter -> List.of(isOfPlace(filter.condition()) ? List.of() : handed);
      case ProjectNode project -> List.of(through(project, handed));
      case HashJoinNode join -> {
        var ofProbe = new ArrayList<>(through(join, handed));
        if (own != null) {
          ofProbe.add(new OfColumns(own, join.probeKeys()));
        }
        yield List.of(ofProbe, List.of());
      }
      case UnionNode union -> union.inputs().stream().map(_ -> handed).toList();
      case SortNode _ -> List.of(handed);
      case ScanNode _,
          ExchangeSourceNode _,
          ValuesNode _,
          AggregateNode _,
          TopNNode _,
          LimitNode _,
          ExpandNode _,
          RepeatNode _,
          WindowNode _,
          RecursionNode _,
          LevelNode _ ->
          node.inputs().stream().map(_ -> List.<OfColumns>of()).toList();
    };
  }

  private static List<OfColumns> through(ProjectNode project, List<OfColumns> handed) {
    if (project.expressions().stream().anyMatch(RuntimeFilters::isOfPlace)) {
      return List.of();
    }
    var passed = new ArrayList<OfColumns>();
    for (var filter : handed) {
      var columns =
          filter.columns().stream()
              .map(key -> project.expressions().get(key))
              .filter(ColumnRef.class::isInstance)
              .map(expression -> ((ColumnRef) expression).column())
              .toList();
      if (columns.size() == filter.columns().size()) {
        passed.add(new OfColumns(filter.filter(), columns));
      }
    }
    return passed;
  }

  private static List<OfColumns> through(HashJoinNode join, List<OfColumns> handed) {
    int probeColumns = join.probe().schema().size();
    return passesProbeRowsOneByOne(join)
        ? handed.stream()
            .filter(filter -> filter.columns().stream().allMatch(key -> key < probeColumns))
            .toList()
        : List.of();
  }

  /// Whether what becomes of a probe row depends on no other, and an error on none that may go.
  private static boolean passesProbeRowsOneByOne(HashJoinNode join) {
    return switch (join.joinType()) {
      case INNER, SEMI, PROBE_OUTER, ANTI, MARK ->
          join.residual() == null || !isOfPlace(join.residual());
      case BUILD_OUTER, FULL_OUTER, SINGLE -> false;
    };
  }

  /// Whether it gives something else where other rows are missing.
  private static boolean isOfPlace(Expression expression) {
    return switch (expression) {
      case ColumnRef _, Literal _ -> false;
      case Call call ->
          call.function().isOfPlace()
              || call.arguments().stream().anyMatch(RuntimeFilters::isOfPlace);
      case In in -> isOfPlace(in.value());
      case Case choice ->
          isOfPlace(choice.otherwise())
              || choice.branches().stream()
                  .anyMatch(branch -> isOfPlace(branch.condition()) || isOfPlace(branch.value()));
    };
  }
}
