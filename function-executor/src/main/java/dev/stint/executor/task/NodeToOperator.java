package dev.stint.executor.task;

import dev.stint.executor.aggregate.HashAggregateOperator;
import dev.stint.executor.exchange.ExchangeSourceOperator;
import dev.stint.executor.expression.Evaluator;
import dev.stint.executor.expression.ExpressionCompiler;
import dev.stint.executor.hash.RuntimeFilter;
import dev.stint.executor.join.BroadcastTables;
import dev.stint.executor.join.HashJoinOperator;
import dev.stint.executor.operator.Closing;
import dev.stint.executor.operator.ExpandOperator;
import dev.stint.executor.operator.FilterOperator;
import dev.stint.executor.operator.GroupLimitOperator;
import dev.stint.executor.operator.LimitOperator;
import dev.stint.executor.operator.Operator;
import dev.stint.executor.operator.OperatorMeters;
import dev.stint.executor.operator.ProjectOperator;
import dev.stint.executor.operator.RepeatOperator;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.operator.UnionOperator;
import dev.stint.executor.operator.ValuesOperator;
import dev.stint.executor.recursion.Level;
import dev.stint.executor.recursion.LevelOperator;
import dev.stint.executor.recursion.RecursionOperator;
import dev.stint.executor.scan.Scans;
import dev.stint.executor.scan.source.KeyFilter;
import dev.stint.executor.sort.SortOperator;
import dev.stint.executor.sort.TopNOperator;
import dev.stint.executor.window.WindowOperator;
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
import dev.stint.plan.stage.Split;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns the nodes of a fragment into operators: the one place that knows both.
final class NodeToOperator {

  /// Opens sources in place of this: `partition` is `null` when the task has no share.
  @FunctionalInterface
  interface Sources {
    Operator open(ExchangeSourceNode node, TaskInput.@Nullable Partition partition);
  }

  private final TaskContext context;
  private final BroadcastTables broadcasts;
  private final ExpressionCompiler expressions;
  private final Map<Integer, Level> levels = new HashMap<>();
  private final Map<Integer, TaskInput> inputs;
  private final Supplier<OperatorMeters.Meter> meterOfNext;
  private final Sources sources;

  /// `null` within a part that is run stretch by stretch.
  private final @Nullable StretchedParts stretchedParts;

  NodeToOperator(TaskContext context, BroadcastTables broadcasts) {
    this.context = context;
    this.broadcasts = broadcasts;
    this.expressions = context.expressions();
    this.inputs =
        context.request().inputs().stream()
            .collect(Collectors.toMap(TaskInput::sourceId, input -> input));
    this.meterOfNext = context.counters().operators::open;
    this.sources = (node, partition) -> new ExchangeSourceOperator(node, partition, context);
    this.stretchedParts = new StretchedParts(inputs, context.memory().availableBytes());
  }

  /// For one stretch of a part: `meterOfNext` gives the meters of its nodes, parents first.
  NodeToOperator(
      TaskContext context,
      Map<Integer, TaskInput> inputs,
      Supplier<OperatorMeters.Meter> meterOfNext,
      Sources sources) {
    this.context = context;
    // Parts that read a broadcast are not run in stretches.
    this.broadcasts = new BroadcastTables();
    this.expressions = context.expressions();
    this.inputs = inputs;
    this.meterOfNext = meterOfNext;
    this.sources = sources;
    this.stretchedParts = null;
  }

  /// The operator of `node` over those of its inputs. Whoever receives it closes it.
  Operator open(Node node) {
    return open(node, List.of());
  }

  /// `filters` may drop rows of `node`, or not.
  private Operator open(Node node, List<RuntimeFilters.OfColumns> filters) {
    List<SortableKey> bounds = stretchedParts == null ? List.of() : stretchedParts.bounds(node);
    return bounds.isEmpty()
        ? openWhole(node, filters)
        : new StretchedOperator(node, inputs, bounds, context);
  }

  private Operator openWhole(Node node, List<RuntimeFilters.OfColumns> filters) {
    // Before its inputs: so parents come first.
    var meter = meterOfNext.get();
    var opened = new ArrayList<Operator>();
    try {
      var own = prepare(node);
      var ofInputs = RuntimeFilters.ofInputs(node, filters, own);
      for (var input : node.inputs()) {
        opened.add(open(input, ofInputs.get(opened.size())));
      }
      var keys = filters.stream().map(filter -> filter.ofScan(meter::addFiltered)).toList();
      return new MeteredOperator(open(node, opened, own, keys, meter), meter, context.memory());
    } catch (RuntimeException e) {
      closeAfter(e, opened);
      throw e;
    }
  }

  /// The same once more, for a further level of a recursion: what it does counts for what is above.
  private Operator openAgain(Node node) {
    return openAgain(node, List.of());
  }

  private Operator openAgain(Node node, List<RuntimeFilters.OfColumns> filters) {
    var opened = new ArrayList<Operator>();
    try {
      var own = prepare(node);
      var ofInputs = RuntimeFilters.ofInputs(node, filters, own);
      for (var input : node.inputs()) {
        opened.add(openAgain(input, ofInputs.get(opened.size())));
      }
      return open(node, opened, own, filters.stream().map(one -> one.ofScan(_ -> {})).toList());
    } catch (RuntimeException e) {
      closeAfter(e, opened);
      throw e;
    }
  }

  /// Makes what the operators of its inputs need of `node`; the filter that it is to fill.
  private @Nullable RuntimeFilter prepare(Node node) {
    if (node instanceof RecursionNode recursion) {
      levels.put(recursion.recursion(), new Level(recursion.schema(), context.memory()));
    }
    return node instanceof HashJoinNode join ? RuntimeFilters.of(join) : null;
  }

  private Operator open(
      Node node,
      List<Operator> inputs,
      @Nullable RuntimeFilter own,
      List<KeyFilter> keys,
      OperatorMeters.Meter meter) {
    var before = context.memory().countWith(meter.memory());
    try {
      return open(node, inputs, own, keys);
    } finally {
      var _ = context.memory().countWith(before);
    }
  }

  private static void closeAfter(RuntimeException failure, List<Operator> opened) {
    try {
      Closing.closeAll(opened);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private Operator open(
      Node node, List<Operator> inputs, @Nullable RuntimeFilter own, List<KeyFilter> keys) {
    var memory = context.memory();
    return switch (node) {
      case ScanNode scan -> source(Scans.open(scan, splits(scan.sourceId()), context, keys));
      case ExchangeSourceNode source -> source(sources.open(source, partition(source.sourceId())));
      case ValuesNode values -> new ValuesOperator(values, expressions, memory);
      case FilterNode filter ->
          new FilterOperator(inputs.getFirst(), expressions.compileFilter(filter.condition()));
      case ProjectNode project ->
          new ProjectOperator(inputs.getFirst(), compile(project.expressions()));
      case AggregateNode aggregate ->
          new HashAggregateOperator(inputs.getFirst(), aggregate, memory);
      case HashJoinNode join -> open(join, inputs, own);
      case SortNode sort -> new SortOperator(inputs.getFirst(), sort, memory);
      case TopNNode top -> new TopNOperator(inputs.getFirst(), top, memory);
      case LimitNode limit ->
          limit.groupColumns().isEmpty()
              ? new LimitOperator(inputs.getFirst(), limit.limit(), limit.offset())
              : new GroupLimitOperator(inputs.getFirst(), limit, memory);
      case UnionNode _ -> new UnionOperator(inputs);
      case ExpandNode expand ->
          new ExpandOperator(
              inputs.getFirst(), expand.projections().stream().map(this::compile).toList());
      case WindowNode window -> new WindowOperator(inputs.getFirst(), window, memory);
      case RepeatNode repeat -> new RepeatOperator(inputs.getFirst(), repeat.countColumn());
      case RecursionNode recursion ->
          new RecursionOperator(
              recursion,
              inputs.getFirst(),
              inputs.getLast(),
              () -> openAgain(recursion.step()),
              level(recursion.recursion()));
      case LevelNode level -> new LevelOperator(level(level.recursion()));
    };
  }

  private Level level(int recursion) {
    var level = levels.get(recursion);
    if (level == null) {
      throw new IllegalArgumentException("no recursion " + recursion + " is around its level");
    }
    return level;
  }

  private Operator source(Operator operator) {
    return new CancellableOperator(operator);
  }

  private Operator open(HashJoinNode join, List<Operator> inputs, @Nullable RuntimeFilter filter) {
    var residual = join.residual();
    return new HashJoinOperator(
        inputs.get(0),
        inputs.get(1),
        join,
        residual == null ? null : expressions.compileFilter(residual),
        filter,
        share(join),
        context.memory());
  }

  /// In the table of a build side that all tasks of the stage read whole.
  private BroadcastTables.@Nullable Share share(HashJoinNode join) {
    if (join.build() instanceof ExchangeSourceNode source
        && source.reading() == ExchangeSourceNode.Reading.BROADCAST) {
      var all = partition(source.sourceId());
      return all == null ? null : broadcasts.share(context.request(), all);
    }
    return null;
  }

  private List<Evaluator> compile(List<Expression> list) {
    return list.stream().map(expressions::compile).toList();
  }

  private List<Split> splits(int sourceId) {
    return switch (inputs.get(sourceId)) {
      case TaskInput.Splits splits -> splits.splits();
      case null -> List.of();
      case TaskInput.Partition _ ->
          throw new IllegalArgumentException("source " + sourceId + " scans, but got a partition");
    };
  }

  private TaskInput.@Nullable Partition partition(int sourceId) {
    return switch (inputs.get(sourceId)) {
      case TaskInput.Partition partition -> partition;
      case null -> null;
      case TaskInput.Splits _ ->
          throw new IllegalArgumentException(
              "source " + sourceId + " reads an exchange, but got splits");
    };
  }
}
