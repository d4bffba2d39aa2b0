package dev.stint.sql.analyze;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Expressions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The aggregate functions that SQL can call, by their Spark names, and their types.
final class AggregateFunctions {

  private static final Map<String, AggregateFunction> NAMES = AggregateDefinition.byName();

  private AggregateFunctions() {}

  static boolean isKnown(String name) {
    return NAMES.containsKey(name.toLowerCase(Locale.ROOT));
  }

  static Collection<String> known() {
    return NAMES.keySet();
  }

  /// An aggregate call; `arguments` is empty for `count(*)`.
  static FoundAggregate build(FunctionCall call, boolean isDistinct, @Nullable Expression filter) {
    String name = call.name().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "count" -> count(call, isDistinct, filter);
      case "approx_count_distinct" -> {
        requireOne(call);
        yield new FoundAggregate(AggregateFunction.COUNT, call.arguments(), true, filter);
      }
      case "regr_count" -> regression(call, filter, AggregateFunction.COUNT_ALL, List.of());
      case "regr_avgx" -> regression(call, filter, AggregateFunction.AVG, List.of(pair(call, 1)));
      case "regr_avgy" -> regression(call, filter, AggregateFunction.AVG, List.of(pair(call, 0)));
      case "count_if" -> {
        requireOne(call);
        var condition = call.as(0, DataType.BOOLEAN);
        var both = filter == null ? condition : Expressions.and(List.of(filter, condition));
        yield new FoundAggregate(AggregateFunction.COUNT_ALL, List.of(), false, both);
      }
      default -> {
        requireOne(call);
        yield ofOne(call, lookUp(name), isDistinct, filter);
      }
    };
  }

  /// Over the rows in which both arguments are there.
  private static FoundAggregate regression(
      FunctionCall call,
      @Nullable Expression filter,
      AggregateFunction function,
      List<Expression> arguments) {
    var conditions =
        new ArrayList<>(
            List.of(Expressions.isNotNull(pair(call, 0)), Expressions.isNotNull(pair(call, 1))));
    if (filter != null) {
      conditions.add(filter);
    }
    return new FoundAggregate(function, arguments, false, Expressions.and(conditions));
  }

  private static Expression pair(FunctionCall call, int index) {
    if (call.count() != 2) {
      throw call.error("%s takes 2 arguments, not %d".formatted(call.name(), call.count()));
    }
    return call.as(index, DataType.DOUBLE);
  }

  private static AggregateFunction lookUp(String name) {
    var function = NAMES.get(name);
    if (function == null) {
      throw new IllegalArgumentException(name);
    }
    return function;
  }

  private static void requireOne(FunctionCall call) {
    if (call.count() != 1) {
      throw call.error("%s takes 1 argument, not %d".formatted(call.name(), call.count()));
    }
  }

  private static FoundAggregate count(
      FunctionCall call, boolean isDistinct, @Nullable Expression filter) {
    if (isDistinct) {
      if (call.count() == 0) {
        throw call.error("not supported: count(DISTINCT *); name a column");
      }
      var arguments = call.count() == 1 ? call.arguments() : List.of(TupleText.of(call));
      return new FoundAggregate(AggregateFunction.COUNT, arguments, true, filter);
    }
    boolean isOfConstant =
        call.count() == 1 && call.argument(0) instanceof Literal literal && literal.text() != null;
    if (call.count() == 0 || isOfConstant) {
      return new FoundAggregate(AggregateFunction.COUNT_ALL, List.of(), false, filter);
    }
    if (call.count() == 1) {
      return new FoundAggregate(AggregateFunction.COUNT, call.arguments(), false, filter);
    }
    // The rows in which all are there.
    var conditions = new ArrayList<Expression>();
    call.arguments().forEach(argument -> conditions.add(Expressions.isNotNull(argument)));
    if (filter != null) {
      conditions.add(filter);
    }
    return new FoundAggregate(
        AggregateFunction.COUNT_ALL, List.of(), false, Expressions.and(conditions));
  }

  private static FoundAggregate ofOne(
      FunctionCall call,
      AggregateFunction function,
      boolean isDistinct,
      @Nullable Expression filter) {
    var argument =
        switch (function) {
          case SUM, AVG -> summand(call);
          case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> call.as(0, DataType.DOUBLE);
          case BOOL_AND, BOOL_OR -> call.as(0, DataType.BOOLEAN);
          case MIN, MAX, ANY_VALUE, COUNT, COUNT_ALL, SINGLE_VALUE -> call.argument(0);
        };
    return new FoundAggregate(
        function, List.of(argument), isDistinct && !function.ignoresRepeats(), filter);
  }

  private static Expression summand(FunctionCall call) {
    var number = call.quantity(0);
    boolean isSum = call.name().equalsIgnoreCase("sum");
    if (number.type().isInterval()) {
      return number;
    }
    boolean isExact = number.type().isDecimal() || (isSum && number.type().isInteger());
    return isExact ? number : call.context().coercion().cast(number, DataType.DOUBLE);
  }

  static DataType resultType(FoundAggregate found) {
    return switch (found.function()) {
      case COUNT_ALL, COUNT -> DataType.BIGINT;
      case SUM -> sumType(found.arguments().getFirst().type());
      case AVG -> averageType(found.arguments().getFirst().type());
      case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> DataType.DOUBLE;
      case BOOL_AND, BOOL_OR -> DataType.BOOLEAN;
      case MIN, MAX, ANY_VALUE, SINGLE_VALUE -> found.arguments().getFirst().type();
    };
  }

  private static DataType sumType(DataType type) {
    if (type.isInterval()) {
      return type;
    }
    if (type.isDecimal()) {
      return bounded(type.precision() + 10, type.scale());
    }
    return type.isInteger() ? DataType.BIGINT : DataType.DOUBLE;
  }

  private static DataType averageType(DataType type) {
    if (type.isInterval()) {
      return type.isOfMonths() ? DataType.YEAR_TO_MONTH : DataType.DAY_TO_SECOND;
    }
    return type.isDecimal() ? bounded(type.precision() + 4, type.scale() + 4) : DataType.DOUBLE;
  }

  private static DataType bounded(int precision, int scale) {
    int max = DataType.MAX_DECIMAL_PRECISION;
    return DataType.decimal(Math.min(precision, max), Math.min(scale, max));
  }
}
