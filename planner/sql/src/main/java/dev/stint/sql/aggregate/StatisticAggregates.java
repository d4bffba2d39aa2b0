package dev.stint.sql.aggregate;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.PackedLayout.Part;
import dev.stint.plan.type.DataType;
import dev.stint.sql.aggregate.AggregateSite.Built;

/// How values lie, and how two of them go together. All of doubles.
final class StatisticAggregates {

  private static final String ONE_TWO = " FROM VALUES (1), (2) AS t(a)";
  private static final String THREE = " FROM VALUES (1), (2), (6) AS t(a)";
  private static final String LINE = " FROM VALUES (1, 2), (2, 4), (3, 6) AS t(a, b)";

  private static final PackedLayout PAIR =
      PackedLayout.of(Part.ascending(DataType.DOUBLE), Part.ascending(DataType.DOUBLE));

  private StatisticAggregates() {}

  static void define(AggregateFunctions functions) {
    spreads(functions);
    pairs(functions);
    regressions(functions);
  }

  private static void spreads(AggregateFunctions functions) {
    spread(functions, "stddev stddev_samp std", AggregateFunction.STDDEV_SAMP)
        .says("stddev(a), stddev_samp, std", "NULL of one row.")
        .example("stddev(a) FROM VALUES (1), (2), (3) AS t(a)", "1.0");
    spread(functions, "stddev_pop", AggregateFunction.STDDEV_POP)
        .says("stddev_pop(a)", "")
        .example("stddev_pop(a)" + ONE_TWO, "0.5");
    spread(functions, "variance var_samp", AggregateFunction.VAR_SAMP)
        .says("variance(a), var_samp", "NULL of one row.")
        .example("variance(a)" + ONE_TWO, "0.5");
    spread(functions, "var_pop", AggregateFunction.VAR_POP)
        .says("var_pop(a)", "")
        .example("var_pop(a)" + ONE_TWO, "0.25");
    spread(functions, "skewness", AggregateFunction.SKEWNESS)
        .says("skewness(a)", "NULL where all are equal, as kurtosis.")
        .example("round(skewness(a), 4)" + THREE, "0.5952");
    spread(functions, "kurtosis", AggregateFunction.KURTOSIS)
        .says("kurtosis(a)", "Less 3, so that it is 0 of a normal distribution.")
        .example("kurtosis(a)" + THREE, "-1.5");
  }

  private static AggregateDefinition spread(
      AggregateFunctions functions, String names, AggregateFunction function) {
    return functions.define(
        names,
        1,
        1,
        site -> site.of(function, site.call().as(0, DataType.DOUBLE), DataType.DOUBLE));
  }

  private static void pairs(AggregateFunctions functions) {
    functions
        .define("corr", 2, 2, site -> pair(site, AggregateFunction.CORR, 0, 1))
        .says("corr(a, b)", "Pearson's; of rows in which neither is NULL, as all of two arguments.")
        .example("corr(a, b)" + LINE, "1.0");
    functions
        .define("covar_pop", 2, 2, site -> pair(site, AggregateFunction.COVAR_POP, 0, 1))
        .says("covar_pop(a, b)", "")
        .example("covar_pop(a, b) FROM VALUES (1, 2), (3, 6) AS t(a, b)", "2.0");
    functions
        .define("covar_samp", 2, 2, site -> pair(site, AggregateFunction.COVAR_SAMP, 0, 1))
        .says("covar_samp(a, b)", "NULL of one row.")
        .example("covar_samp(a, b)" + LINE, "2.0");
  }

  private static void regressions(AggregateFunctions functions) {
    functions
        .define("regr_count", 2, 2, site -> both(site).count())
        .says("regr_count(y, x)", "Rows in which neither is NULL.")
        .example("regr_count(a, a)" + ONE_TWO, "2");
    functions
        .define("regr_avgx", 2, 2, site -> PlainAggregates.average(both(site), argument(site, 1)))
        .says("regr_avgx(y, x)", "The average of x.")
        .example("regr_avgx(1, a)" + ONE_TWO, "1.5");
    functions
        .define("regr_avgy", 2, 2, site -> PlainAggregates.average(both(site), argument(site, 0)))
        .says("regr_avgy(y, x)", "The average of y.")
        .example("regr_avgy(a, 1)" + ONE_TWO, "1.5");
    functions
        .define("regr_sxx", 2, 2, site -> squares(site, 1))
        .says("regr_sxx(y, x)", "The sum of squared differences of x from its average.")
        .example("regr_sxx(1, a)" + ONE_TWO, "0.5");
    functions
        .define("regr_syy", 2, 2, site -> squares(site, 0))
        .says("regr_syy(y, x)", "As regr_sxx, of y.")
        .example("regr_syy(a, 1)" + ONE_TWO, "0.5");
    functions
        .define("regr_sxy", 2, 2, site -> pair(site, AggregateFunction.REGR_SXY, 0, 1))
        .says("regr_sxy(y, x)", "As regr_sxx, of products of the differences of x and y.")
        .example("regr_sxy(b, a)" + LINE, "4.0");
    functions
        .define("regr_slope", 2, 2, site -> pair(site, AggregateFunction.REGR_SLOPE, 1, 0))
        .says("regr_slope(y, x)", "Of the line that fits best; NULL where all x are equal.")
        .example("regr_slope(b, a)" + LINE, "2.0");
    functions
        .define("regr_intercept", 2, 2, site -> pair(site, AggregateFunction.REGR_INTERCEPT, 1, 0))
        .says("regr_intercept(y, x)", "The height of that line at 0.")
        .example("regr_intercept(b, a)" + LINE, "0.0");
    functions
        .define("regr_r2", 2, 2, site -> pair(site, AggregateFunction.REGR_R2, 1, 0))
        .says("regr_r2(y, x)", "How much of y the line explains, from 0 to 1.")
        .example("regr_r2(b, a)" + LINE, "1.0");
  }

  private static Expression argument(AggregateSite site, int index) {
    return site.call().as(index, DataType.DOUBLE);
  }

  private static AggregateSite both(AggregateSite site) {
    return site.where(argument(site, 0), argument(site, 1));
  }

  private static Built squares(AggregateSite site, int index) {
    return both(site).of(AggregateFunction.SQUARES, argument(site, index), DataType.DOUBLE);
  }

  /// Of two arguments, by their places.
  private static Built pair(AggregateSite site, AggregateFunction function, int x, int y) {
    var packed = site.pack(PAIR, argument(site, x), argument(site, y));
    return both(site).of(function, packed, DataType.DOUBLE);
  }
}
