package dev.stint.sql.physical;

import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.AggregateNode.Phase;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Groups in one step where a group's rows are together already, else in two with an exchange
/// between them.
final class AggregatePlanner {

  private final Stages stages;

  AggregatePlanner(Stages stages) {
    this.stages = stages;
  }

  Part plan(Part input, Aggregate aggregate, double rows) {
    if (input.isSingle()) {
      return single(input, aggregate, rows);
    }
    if (isTogether(input, aggregate.groups())) {
      return single(input.whole(), aggregate, rows);
    }
    return twoSteps(input, aggregate, rows);
  }

  /// Whether rows of one group are in one task: they agree in the columns by which rows are hashed.
  static boolean isTogether(Part input, List<Column> groups) {
    var groupIds = Expressions.idsOf(groups);
    return input.distribution() instanceof Distribution.Hashed hashed
        && !hashed.keys().isEmpty()
        && hashed.keys().stream().allMatch(key -> key.stream().anyMatch(groupIds::contains));
  }

  private static Part single(Part input, Aggregate aggregate, double rows) {
    var node =
        new AggregateNode(
            input.node(),
            Phase.SINGLE,
            input.places(aggregate.groups()),
            calls(input, aggregate),
            Part.schema(aggregate.columns()));
    return input.with(node, aggregate.columns(), rows);
  }

  private Part twoSteps(Part input, Aggregate aggregate, double rows) {
    var groups = input.places(aggregate.groups());
    var calls = calls(input, aggregate);
    var partialSchema = AggregateNode.partialSchema(input.node().schema(), groups, calls);
    var partial = new AggregateNode(input.node(), Phase.PARTIAL, groups, calls, partialSchema);
    var states = new ArrayList<>(aggregate.groups());
    for (int place = groups.size(); place < partialSchema.size(); place++) {
      // States have no use but in the final step; ids below zero are nobody else's.
      var field = partialSchema.field(place);
      states.add(new Column(-1 - place, field.name(), field.type(), true));
    }
    var first = input.with(partial, states, Math.min(input.rows(), rows * 2));
    var second =
        aggregate.groups().isEmpty()
            ? stages.gathered(first)
            : stages.hashed(first, aggregate.groups(), HotBucket.WHOLE);
    var finalGroups = IntStream.range(0, groups.size()).boxed().toList();
    var node =
        new AggregateNode(
            second.node(), Phase.FINAL, finalGroups, calls, Part.schema(aggregate.columns()));
    return second.with(node, aggregate.columns(), rows);
  }

  private static List<AggregateCall> calls(Part input, Aggregate aggregate) {
    return aggregate.aggregations().stream().map(one -> call(input, one)).toList();
  }

  private static AggregateCall call(Part input, Aggregation one) {
    var argument = one.argument();
    var filter = one.filter();
    if (argument == null) {
      return new AggregateCall(
          AggregateFunction.COUNT_ALL,
          null,
          filter == null ? null : input.place(filter.id()),
          DataType.BIGINT,
          DataType.BIGINT);
    }
    return new AggregateCall(
        one.function(),
        input.place(argument.id()),
        filter == null ? null : input.place(filter.id()),
        argument.type(),
        one.output().type(),
        one.constants());
  }
}
