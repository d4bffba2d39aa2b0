package dev.stint.sql.aggregate;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.aggregate.AggregateSite.Built;
import dev.stint.sql.function.TupleText;
import java.util.List;

/// Counts, sums, averages, extremes.
final class PlainAggregates {

  private static final String ONE_TWO = " FROM VALUES (1), (2) AS t(a)";
  private static final String TRUTHS = " FROM VALUES (true), (false) AS t(a)";

  private PlainAggregates() {}

  static void define(AggregateFunctions functions) {
    counts(functions);
    sums(functions);
    extremes(functions);
  }

  private static void counts(AggregateFunctions functions) {
    functions
        .define("count", 0, Integer.MAX_VALUE, PlainAggregates::count)
        .says("count(*), count([DISTINCT] a, …)", "Rows in which none is NULL.")
        .example("count(a) FROM VALUES (1), (NULL) AS t(a)", "1");
    functions
        .define(
            "count_if",
            1,
            1,
            site -> site.onlyIf(List.of(site.call().as(0, DataType.BOOLEAN))).count())
        .says("count_if(condition)", "Rows for which it is true.")
        .example("count_if(a > 1)" + ONE_TWO, "1");
    functions
        .define(
            "approx_count_distinct",
            1,
            2,
            site -> site.distinct().of(AggregateFunction.COUNT, site.argument(0), DataType.BIGINT))
        .says("approx_count_distinct(a[, error])", "Exactly, as count(DISTINCT a).")
        .example("approx_count_distinct(a)" + ONE_TWO, "2");
  }

  private static void sums(AggregateFunctions functions) {
    functions
        .define("sum", 1, 1, PlainAggregates::sum)
        .says(
            "sum([DISTINCT] a)",
            "bigint, double, or ten digits more than a decimal has; more is an error.")
        .example("sum(a)" + ONE_TWO, "3");
    functions
        .define("avg mean", 1, 1, PlainAggregates::average)
        .says("avg([DISTINCT] a), mean", "double, or four digits more than a decimal has.")
        .example("avg(a)" + ONE_TWO, "1.5");
    functions
        .define("try_sum", 1, 1, PlainAggregates::trySum)
        .says("try_sum([DISTINCT] a)", "NULL where a sum of whole numbers is no bigint.")
        .example("try_sum(a) FROM VALUES (9223372036854775807), (1) AS t(a)", "NULL");
    functions
        .define("try_avg", 1, 1, PlainAggregates::average)
        .says("try_avg([DISTINCT] a)", "As avg.")
        .example("try_avg(a)" + ONE_TWO, "1.5");
  }

  private static void extremes(AggregateFunctions functions) {
    functions
        .define("min", 1, 1, site -> ofValue(site, AggregateFunction.MIN))
        .says("min(a)", "")
        .example("min(a)" + ONE_TWO, "1");
    functions
        .define("max", 1, 1, site -> ofValue(site, AggregateFunction.MAX))
        .says("max(a)", "")
        .example("max(a)" + ONE_TWO, "2");
    functions
        .define("bool_and every", 1, 1, site -> ofTruth(site, AggregateFunction.BOOL_AND))
        .says("bool_and(condition), every", "")
        .example("bool_and(a)" + TRUTHS, "false");
    functions
        .define("bool_or some any", 1, 1, site -> ofTruth(site, AggregateFunction.BOOL_OR))
        .says("bool_or(condition), some, any", "")
        .example("bool_or(a)" + TRUTHS, "true");
    functions
        .define("any_value first first_value", 1, 2, site -> end(site, AggregateFunction.ANY_VALUE))
        .says(
            "any_value(a[, ignore]), first, first_value",
            "The least value that is not NULL, if there is one: rows of a group have no order.")
        .example("any_value(a) FROM VALUES (1), (1) AS t(a)", "1");
    functions
        .define("last last_value", 1, 2, site -> end(site, AggregateFunction.MAX))
        .says("last(a[, ignore]), last_value", "The greatest, as the least for first.")
        .example("last(a) FROM VALUES (1), (1) AS t(a)", "1");
  }

  private static Built ofValue(AggregateSite site, AggregateFunction function) {
    var value = site.argument(0);
    return site.of(function, value, value.type());
  }

  private static Built ofTruth(AggregateSite site, AggregateFunction function) {
    return site.of(function, site.call().as(0, DataType.BOOLEAN), DataType.BOOLEAN);
  }

  /// NULLs are passed over, whether that is asked for or not.
  private static Built end(AggregateSite site, AggregateFunction function) {
    if (site.call().count() == 2) {
      site.constant(1, DataType.BOOLEAN);
    }
    return ofValue(site, function);
  }

  private static Built count(AggregateSite site) {
    var call = site.call();
    if (site.isDistinct()) {
      if (call.count() == 0) {
        throw call.error("not supported: count(DISTINCT *); name a column");
      }
      var argument = call.count() == 1 ? call.argument(0) : TupleText.of(call);
      return site.of(AggregateFunction.COUNT, argument, DataType.BIGINT);
    }
    boolean isOfConstant =
        call.count() == 1 && call.argument(0) instanceof Literal literal && literal.text() != null;
    if (call.count() == 0 || isOfConstant) {
      return site.count();
    }
    return call.count() == 1
        ? site.of(AggregateFunction.COUNT, call.argument(0), DataType.BIGINT)
        : site.where(call.arguments().toArray(Expression[]::new)).count();
  }

  private static Built sum(AggregateSite site) {
    var summand = site.call().quantity(0);
    var type = summand.type();
    if (type.isInteger() && !site.call().context().settings().isAnsi()) {
      return sumOfWholes(site, summand, ScalarFunction.LENIENT_CAST);
    }
    return type.isDecimal() || type.isInterval() || type.isInteger()
        ? site.of(AggregateFunction.SUM, summand, sumType(type))
        : site.of(AggregateFunction.SUM, asDouble(site, summand), DataType.DOUBLE);
  }

  private static DataType sumType(DataType type) {
    if (type.isInterval()) {
      return type;
    }
    return type.isDecimal() ? bounded(type.precision() + 10, type.scale()) : DataType.BIGINT;
  }

  /// Whole numbers are summed as decimals, of which no sum is too great.
  private static Built trySum(AggregateSite site) {
    var summand = site.call().quantity(0);
    if (summand.type().isInterval()) {
      var numbers = new IntervalNumbers(site.call(), summand.type());
      return site.of(AggregateFunction.SUM, numbers.number(summand), DataType.decimal(38, 6))
          .then(sum -> numbers.interval(sum, ScalarFunction.TRY_CAST, summand.type()));
    }
    if (!summand.type().isInteger()) {
      return sum(site);
    }
    return sumOfWholes(site, summand, ScalarFunction.TRY_CAST);
  }

  private static Built sumOfWholes(AggregateSite site, Expression summand, ScalarFunction narrow) {
    var wide = site.call().context().coercion().cast(summand, DataType.decimal(20, 0));
    return site.of(AggregateFunction.SUM, wide, DataType.decimal(30, 0))
        .then(sum -> site.call().call(narrow, DataType.BIGINT, sum));
  }

  static Built average(AggregateSite site) {
    var call = site.call();
    return call.type(0).equals(DataType.TIMESTAMP)
        ? average(site, call.context().coercion().cast(call.argument(0), DataType.DOUBLE))
        : average(site, call.quantity(0));
  }

  static Built average(AggregateSite site, Expression number) {
    var type = number.type();
    if (type.isInterval()) {
      var average = type.isOfMonths() ? DataType.YEAR_TO_MONTH : DataType.DAY_TO_SECOND;
      return site.of(AggregateFunction.AVG, number, average);
    }
    return type.isDecimal()
        ? site.of(AggregateFunction.AVG, number, bounded(type.precision() + 4, type.scale() + 4))
        : site.of(AggregateFunction.AVG, asDouble(site, number), DataType.DOUBLE);
  }

  private static Expression asDouble(AggregateSite site, Expression number) {
    return site.call().context().coercion().cast(number, DataType.DOUBLE);
  }

  private static DataType bounded(int precision, int scale) {
    int max = DataType.MAX_DECIMAL_PRECISION;
    return DataType.decimal(Math.min(precision, max), Math.min(scale, max));
  }
}
