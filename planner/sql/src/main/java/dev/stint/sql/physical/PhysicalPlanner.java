package dev.stint.sql.physical;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.ExpandNode;
import dev.stint.plan.node.FilterNode;
import dev.stint.plan.node.LevelNode;
import dev.stint.plan.node.LimitNode;
import dev.stint.plan.node.ProjectNode;
import dev.stint.plan.node.RecursionNode;
import dev.stint.plan.node.RepeatNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.node.SortNode;
import dev.stint.plan.node.TopNNode;
import dev.stint.plan.node.UnionNode;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.type.Field;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Recursions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Expand;
import dev.stint.sql.logical.Relation.Filter;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.Level;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Recursion;
import dev.stint.sql.logical.Relation.Repeat;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relation.Union;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.optimize.Estimates;
import dev.stint.sql.request.PlanRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns relations into stages. Each relation becomes nodes on top of the stage that its input is
/// in; where rows must move, that stage is closed and a new one begins that reads it.
final class PhysicalPlanner {

  private final Stages stages;
  private final Estimates estimates;
  private final JoinPlanner joins;
  private final AggregatePlanner aggregates;
  private final WindowPlanner windows;

  /// How many steps of recursions around what is planned use their level before.
  private int openSteps;

  PhysicalPlanner(PlanRequest request, ColumnIds ids, Estimates estimates) {
    this.stages = new Stages(request.zone().getId());
    this.estimates = estimates;
    this.joins = new JoinPlanner(stages, ids, estimates, request.broadcasts());
    this.aggregates = new AggregatePlanner(stages);
    this.windows = new WindowPlanner(stages, estimates);
  }

  Stages stages() {
    return stages;
  }

  /// In a step of a recursion all rows are brought into the one task that it runs in; what does not
  /// depend on the level before is computed beforehand, by stages of its own.
  Part plan(Relation relation) {
    if (openSteps == 0 || Recursions.readsLevel(relation)) {
      return planned(relation);
    }
    int steps = openSteps;
    openSteps = 0;
    var part = planned(relation);
    openSteps = steps;
    return relation instanceof Values ? part : stages.gathered(part);
  }

  private Part planned(Relation relation) {
    return switch (relation) {
      case Scan scan -> scan(scan);
      case Values values -> values(values);
      case Filter filter -> {
        var input = plan(filter.input());
        var node = new FilterNode(input.node(), input.bound(filter.condition()));
        yield input.with(node, input.columns(), estimates.rows(filter));
      }
      case Project project -> project(plan(project.input()), project);
      case Aggregate aggregate ->
          aggregates.plan(plan(aggregate.input()), aggregate, estimates.rows(aggregate));
      case Join join ->
          joins.plan(join, plan(join.left()), plan(join.right()), estimates.rows(join));
      case Sort sort -> sort(plan(sort.input()), sort.keys());
      case Limit limit -> limit(limit);
      case Union union -> union(union);
      case Expand expand -> expand(expand);
      case Repeat repeat -> {
        var input = plan(repeat.input());
        var node =
            new RepeatNode(input.node(), input.place(repeat.count().id()), repeat.ordinal().name());
        yield input.with(node, repeat.columns(), estimates.rows(repeat));
      }
      case Window window -> window(window);
      case Recursion recursion -> recursion(recursion);
      case Level level ->
          new Part(
              new LevelNode(level.recursion(), Part.schema(level.columns())),
              level.columns(),
              Map.of(),
              new Distribution.Single(),
              estimates.rows(level));
    };
  }

  private Part scan(Scan scan) {
    var table = scan.table();
    int sourceId = stages.newSourceId();
    var read = scan.allColumns();
    var filter =
        scan.filters().isEmpty() ? null : Part.bound(Expressions.and(scan.filters()), read);
    var node =
        new ScanNode(
            sourceId,
            table.name(),
            table.format(),
            table.fileSchema(),
            Part.schema(read),
            table.partitionFields().stream().map(Field::name).toList(),
            filter,
            scan.filterColumns().size(),
            table.splits().size());
    stages.scanned(sourceId, ScanSizes.of(scan, estimates.rows(scan)));
    Map<Integer, List<Split>> splits = Map.of(sourceId, scan.splits());
    return new Part(
        node, scan.columns(), splits, new Distribution.Arbitrary(), estimates.rows(scan));
  }

  private static Part values(Values values) {
    var node = new ValuesNode(Part.schema(values.columns()), values.rows());
    return new Part(
        node, values.columns(), Map.of(), new Distribution.Single(), values.rows().size());
  }

  private static Part project(Part input, Project project) {
    var expressions = project.expressions().stream().map(input::bound).toList();
    var node = new ProjectNode(input.node(), expressions, Part.schema(project.columns()));
    return input.with(node, project.columns(), input.rows());
  }

  Part sort(Part input, List<SortKey> keys) {
    var bound = bound(keys, input);
    if (input.isSingle()) {
      return input.with(new SortNode(input.node(), bound), input.columns(), input.rows());
    }
    int stage = stages.close(input, new StageOutput.RangeExchange(bound));
    return stages.source(input, stage, Reading.MERGED, HotBucket.WHOLE, new Distribution.Ordered());
  }

  static List<SortKey> bound(List<SortKey> keys, Part part) {
    return keys.stream()
        .map(key -> new SortKey(part.place(key.column()), key.direction(), key.nulls()))
        .toList();
  }

  private Part limit(Limit limit) {
    // Projections between a limit and a sort are done after both.
    var projections = new ArrayList<Project>();
    var core = limit.input();
    // Rows without columns do not travel: a constant that is selected goes with them.
    while (core instanceof Project project && !project.input().columns().isEmpty()) {
      projections.add(project);
      core = project.input();
    }
    Part result =
        !limit.groups().isEmpty()
            ? cutGroups(core, limit)
            : core instanceof Sort sort && limit.limit() != Long.MAX_VALUE
                ? top(sort, limit)
                : cut(plan(core), limit);
    for (var project : projections.reversed()) {
      result = project(result, project);
    }
    return result;
  }

  private Part top(Sort sort, Limit limit) {
    var input = plan(sort.input());
    double rows = Math.min(input.rows(), (double) limit.limit());
    if (!input.isSingle()) {
      var first = new TopNNode(input.node(), bound(sort.keys(), input), reach(limit), 0);
      input = stages.gathered(input.with(first, input.columns(), rows));
    }
    var last = new TopNNode(input.node(), bound(sort.keys(), input), limit.limit(), limit.offset());
    return input.with(last, input.columns(), rows);
  }

  /// How many of the first rows a limit can need.
  private static long reach(Limit limit) {
    long sum = limit.limit() + limit.offset();
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private Part cut(Part input, Limit limit) {
    double rows = Math.min(input.rows(), (double) limit.limit());
    if (!input.isSingle()) {
      boolean isCutEarly = limit.limit() != Long.MAX_VALUE;
      var early =
          isCutEarly
              ? input.with(
                  new LimitNode(input.node(), reach(limit), 0, List.of()), input.columns(), rows)
              : input;
      input = stages.gathered(early);
    }
    var node = new LimitNode(input.node(), limit.limit(), limit.offset(), List.of());
    return input.with(node, input.columns(), rows);
  }

  /// Brings the rows of a group together, then cuts each group.
  private Part cutGroups(Relation core, Limit limit) {
    var sort = core instanceof Sort found ? found : null;
    var groups = limit.groups();
    var input = together(plan(sort == null ? core : sort.input()), groups);
    var ordered =
        sort == null ? input.node() : new SortNode(input.node(), bound(sort.keys(), input));
    if (limit.limit() == Long.MAX_VALUE && limit.offset() == 0) {
      return input.with(ordered, input.columns(), input.rows());
    }
    var node = new LimitNode(ordered, limit.limit(), limit.offset(), input.places(groups));
    return input.with(node, input.columns(), estimates.rows(limit));
  }

  /// The rows with those that agree in `keys` in one task; without keys, all of them.
  private Part together(Part input, List<Column> keys) {
    if (input.isSingle()) {
      return input;
    }
    if (keys.isEmpty()) {
      return stages.gathered(input);
    }
    return AggregatePlanner.isTogether(input, keys)
        ? input.whole()
        : stages.hashed(input, keys, HotBucket.WHOLE);
  }

  private Part recursion(Recursion recursion) {
    var anchor = inOrder(recursion.anchor());
    if (!anchor.isSingle()) {
      anchor = stages.gathered(anchor);
    }
    openSteps++;
    var step = inOrder(recursion.step());
    openSteps--;
    var schema = Part.schema(recursion.columns());
    var node =
        new RecursionNode(
            anchor.node(),
            step.node(),
            recursion.recursion(),
            recursion.maxLevels(),
            recursion.maxRows(),
            schema);
    return new Part(
        node,
        recursion.columns(),
        anchor.splits(),
        new Distribution.Single(),
        estimates.rows(recursion));
  }

  private Part union(Union union) {
    var parts = union.inputs().stream().map(this::inOrder).toList();
    if (openSteps > 0) {
      var node =
          new UnionNode(parts.stream().map(Part::node).toList(), Part.schema(union.columns()));
      return new Part(
          node, union.columns(), Map.of(), new Distribution.Single(), estimates.rows(union));
    }
    boolean areScans = parts.stream().allMatch(part -> !part.splits().isEmpty() && !hasKeyed(part));
    var inputs = areScans ? parts : parts.stream().map(stages::shared).toList();
    var splits = new HashMap<Integer, List<Split>>();
    inputs.forEach(part -> splits.putAll(part.splits()));
    var node =
        new UnionNode(inputs.stream().map(Part::node).toList(), Part.schema(union.columns()));
    return new Part(
        node, union.columns(), splits, new Distribution.Arbitrary(), estimates.rows(union));
  }

  /// A union knows columns by their place, and a join that changed sides has them in another order.
  private Part inOrder(Relation relation) {
    var part = plan(relation);
    return Relations.ids(part.columns()).equals(Relations.ids(relation.columns()))
        ? part
        : selected(part, relation.columns());
  }

  /// Whether a part reads anything but tables and broadcasts.
  private static boolean hasKeyed(Part part) {
    return !(part.distribution() instanceof Distribution.Arbitrary);
  }

  private Part window(Window window) {
    var chain = WindowPlanner.Chain.of(window);
    return selected(windows.plan(plan(chain.base()), chain), window.columns());
  }

  private Part expand(Expand expand) {
    var input = plan(expand.input());
    var projections = new ArrayList<List<Expression>>();
    for (var projection : expand.projections()) {
      projections.add(projection.stream().map(input::bound).toList());
    }
    var node = new ExpandNode(input.node(), projections, Part.schema(expand.columns()));
    var result = input.with(node, expand.columns(), estimates.rows(expand));
    return input.isSingle() ? result : result.distributed(new Distribution.Arbitrary());
  }

  /// The part with just these columns in this order.
  static Part selected(Part part, List<Column> columns) {
    if (Part.schema(columns).equals(part.node().schema())
        && part.columns().stream()
            .map(Column::id)
            .toList()
            .equals(columns.stream().map(Column::id).toList())) {
      return part;
    }
    List<Expression> refs = columns.stream().map(column -> part.bound(column.ref())).toList();
    var node = new ProjectNode(part.node(), refs, Part.schema(columns));
    return part.with(node, columns, part.rows());
  }
}
