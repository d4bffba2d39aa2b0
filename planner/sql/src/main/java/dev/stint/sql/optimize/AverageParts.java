package dev.stint.sql.optimize;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Aggregation;
import dev.stint.sql.logical.Relation.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes averages of groups the quotients of sums and counts: what several aggregates of a grouping
/// need of one column is then computed, held and sent once.
final class AverageParts {

  /// Holds every BIGINT.
  private static final DataType COUNT = DataType.decimal(20, 0);

  private final ColumnIds ids;

  AverageParts(ColumnIds ids) {
    this.ids = ids;
  }

  Relation apply(Relation relation) {
    var inputs = relation.inputs().stream().map(this::apply).toList();
    var changed = inputs.equals(relation.inputs()) ? relation : relation.withInputs(inputs);
    return changed instanceof Aggregate aggregate ? divided(aggregate) : changed;
  }

  private Relation divided(Aggregate aggregate) {
    if (aggregate.aggregations().stream().noneMatch(AverageParts::isQuotient)) {
      return aggregate;
    }
    var parts = new ArrayList<Aggregation>();
    aggregate.aggregations().stream().filter(one -> !isQuotient(one)).forEach(parts::add);
    var results = new ArrayList<Expression>();
    aggregate.groups().forEach(group -> results.add(group.ref()));
    for (var one : aggregate.aggregations()) {
      results.add(isQuotient(one) ? quotient(one, parts) : one.output().ref());
    }
    var grouping = new Aggregate(aggregate.input(), aggregate.groups(), parts);
    return new Project(grouping, aggregate.columns(), results);
  }

  /// An interval is no quotient of a decimal.
  private static boolean isQuotient(Aggregation one) {
    return one.function() == AggregateFunction.AVG
        && !one.isDistinct()
        && !one.output().type().isInterval();
  }

  private Expression quotient(Aggregation average, List<Aggregation> parts) {
    var argument = Objects.requireNonNull(average.argument());
    var type = average.output().type();
    var sum = part(AggregateFunction.SUM, argument, sumType(argument.type()), average, parts);
    var count =
        argument.isNullable()
            ? part(AggregateFunction.COUNT, argument, DataType.BIGINT, average, parts)
            : part(AggregateFunction.COUNT_ALL, null, DataType.BIGINT, average, parts);
    var divisor = Call.of(ScalarFunction.CAST, type.isDecimal() ? COUNT : type, count.ref());
    return Call.of(ScalarFunction.DIVIDE, type, sum.ref(), divisor);
  }

  private static DataType sumType(DataType type) {
    return type.isDecimal()
        ? DataType.decimal(
            Math.min(type.precision() + 10, DataType.MAX_DECIMAL_PRECISION), type.scale())
        : type;
  }

  /// The column of that part of an average, which is computed anyway or is added to `parts`.
  private Column part(
      AggregateFunction function,
      @Nullable Column argument,
      DataType type,
      Aggregation average,
      List<Aggregation> parts) {
    for (var known : parts) {
      if (known.function() == function
          && !known.isDistinct()
          && Objects.equals(known.argument(), argument)
          && Objects.equals(known.filter(), average.filter())) {
        return known.output();
      }
    }
    var name =
        argument == null
            ? "count(*)"
            : function.name().toLowerCase(Locale.ROOT) + "(" + argument.name() + ")";
    var column = ids.column(name, type, function == AggregateFunction.SUM);
    parts.add(new Aggregation(column, function, argument, false, average.filter()));
    return column;
  }
}
