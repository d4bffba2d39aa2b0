package dev.stint.plan.explain;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
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
import dev.stint.plan.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One node of a stage's tree as one line.
final class NodeText {

  /// What the final step of a grouping computes, over the rows that its partial step took.
  private final PartialSchemas partials;

  private final Stage stage;

  NodeText(Stage stage, PartialSchemas partials) {
    this.stage = stage;
    this.partials = partials;
  }

  String line(Node node) {
    return switch (node) {
      case ScanNode scan -> scan(scan);
      case ExchangeSourceNode source -> source(source);
      case ValuesNode values -> "Values: " + count(values.rows().size(), "row");
      case FilterNode filter -> "Filter: " + over(filter.input()).of(filter.condition());
      case ProjectNode project -> project(project);
      case AggregateNode aggregate -> aggregate(aggregate);
      case HashJoinNode join -> join(join);
      case SortNode sort -> "Sort: " + over(sort.input()).keys(sort.keys());
      case TopNNode top ->
          "Top " + span(top.limit(), top.offset()) + ": " + over(top.input()).keys(top.keys());
      case LimitNode limit -> limit(limit);
      case UnionNode union -> "Union of " + union.inputs().size();
      case ExpandNode expand ->
          "Expand: " + count(expand.projections().size(), "row") + " for each";
      case RepeatNode repeat ->
          "Repeat: each row " + over(repeat.input()).column(repeat.countColumn()) + " times";
      case WindowNode window -> WindowText.of(window);
      case RecursionNode recursion ->
          "Recursion %d: at most %,d levels, %,d rows"
              .formatted(recursion.recursion(), recursion.maxLevels(), recursion.maxRows());
      case LevelNode level -> "Level before of recursion " + level.recursion();
    };
  }

  private static ExpressionText over(Node input) {
    return new ExpressionText(input.schema());
  }

  static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String span(long limit, long offset) {
    String size = limit == Long.MAX_VALUE ? "all" : Long.toString(limit);
    return offset == 0 ? size : size + " after " + offset;
  }

  private String scan(ScanNode scan) {
    int all = scan.fileSchema().size() + scan.partitionColumns().size();
    var text = new StringBuilder("Scan ").append(scan.table());
    text.append(" (").append(scan.format().formatName()).append(")");
    String given = String.join(", ", scan.schema().names());
    text.append(": ").append(given.isEmpty() ? "only rows" : given);
    text.append("; columns ").append(scan.columns().size()).append(" of ").append(all);
    int splits = stage.splits().getOrDefault(scan.sourceId(), List.of()).size();
    text.append("; splits ").append(splits);
    if (scan.tableSplitCount() >= 0) {
      text.append(" of ").append(scan.tableSplitCount());
    }
    var filter = scan.filter();
    if (filter != null) {
      text.append("; pushed filter: ").append(new ExpressionText(scan.columns()).of(filter));
    }
    return text.toString();
  }

  private static String source(ExchangeSourceNode source) {
    String reading =
        switch (source.reading()) {
          case PARTITIONED -> "Read";
          case MERGED -> "Read in order";
          case GATHERED -> "Gather";
          case BROADCAST -> "Broadcast";
        };
    String hot =
        source.hotBucket() == ExchangeSourceNode.HotBucket.DIVISIBLE ? ", hot buckets divided" : "";
    return reading
        + " stage "
        + source.stageId()
        + hot
        + ": "
        + String.join(", ", source.schema().names());
  }

  private static String project(ProjectNode project) {
    var text = over(project.input());
    var items = new ArrayList<String>();
    for (int index = 0; index < project.expressions().size(); index++) {
      items.add(item(text, project.expressions().get(index), project.schema().field(index).name()));
    }
    return "Project: " + String.join(", ", items);
  }

  private static String item(ExpressionText text, Expression expression, String name) {
    String value = text.of(expression);
    boolean isPassed = expression instanceof ColumnRef && value.equals(name);
    return isPassed ? name : value + " AS " + name;
  }

  private String aggregate(AggregateNode aggregate) {
    String phase =
        switch (aggregate.phase()) {
          case PARTIAL -> "Aggregate partially";
          case FINAL -> "Aggregate finally";
          case SINGLE -> "Aggregate";
        };
    boolean isFinal = aggregate.phase() == AggregateNode.Phase.FINAL;
    var arguments =
        isFinal ? partials.argumentsOf(aggregate) : new ExpressionText(aggregate.input().schema());
    String calls =
        aggregate.aggregates().stream().map(arguments::of).collect(Collectors.joining(", "));
    var text = new StringBuilder(phase);
    text.append(calls.isEmpty() ? "" : ": " + calls);
    if (!aggregate.groupColumns().isEmpty()) {
      text.append(calls.isEmpty() ? ": by " : " by ");
      text.append(over(aggregate.input()).columns(aggregate.groupColumns()));
    }
    return text.toString();
  }

  private static String limit(LimitNode limit) {
    var text = "Limit " + span(limit.limit(), limit.offset());
    var groups = limit.groupColumns();
    return groups.isEmpty() ? text : text + " by " + over(limit.input()).columns(groups);
  }

  private static String join(HashJoinNode join) {
    var probe = over(join.probe());
    var build = over(join.build());
    var keys = new ArrayList<String>();
    for (int index = 0; index < join.probeKeys().size(); index++) {
      keys.add(
          probe.column(join.probeKeys().get(index))
              + (join.nullSafeKeys().contains(index) ? " <=> " : " = ")
              + build.column(join.buildKeys().get(index)));
    }
    String kind = join.joinType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    var text = new StringBuilder("Join ").append(kind);
    text.append(keys.isEmpty() ? ": every pair" : ": " + String.join(", ", keys));
    var residual = join.residual();
    if (residual != null) {
      var both = new ArrayList<>(join.probe().schema().fields());
      both.addAll(join.build().schema().fields());
      text.append("; where ")
          .append(new ExpressionText(new dev.stint.plan.type.Schema(both)).of(residual));
    }
    return text.toString();
  }
}
