package dev.stint.sql.analyze;

import dev.stint.plan.expression.AggregateFunction;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is said of an aggregate function as SQL calls it: its names, the function of the plan that
/// computes it (whose facts are [AggregateFunction]'s), and what the docs say.
record AggregateDefinition(AggregateFunction function, FunctionDoc doc) {

  private static final String ONE_TWO = " FROM VALUES (1), (2) AS t(a)";
  private static final String TRUTHS = " FROM VALUES (true), (false) AS t(a)";

  private static final List<AggregateDefinition> ALL =
      List.of(
          of(
              AggregateFunction.COUNT,
              "count",
              "count(*), count([DISTINCT] a, …)",
              "Rows in which none is NULL.",
              "count(a) FROM VALUES (1), (NULL) AS t(a)",
              "1"),
          of(
              AggregateFunction.COUNT,
              "count_if",
              "count_if(condition)",
              "Rows for which it is true.",
              "count_if(a > 1)" + ONE_TWO,
              "1"),
          of(
              AggregateFunction.COUNT,
              "approx_count_distinct",
              "approx_count_distinct(a)",
              "Exactly, as count(DISTINCT a).",
              "approx_count_distinct(a)" + ONE_TWO,
              "2"),
          of(
              AggregateFunction.COUNT,
              "regr_count",
              "regr_count(y, x)",
              "Rows in which neither is NULL, as for the next two.",
              "regr_count(a, a)" + ONE_TWO,
              "2"),
          of(
              AggregateFunction.AVG,
              "regr_avgx",
              "regr_avgx(y, x)",
              "The average of x.",
              "regr_avgx(1, a)" + ONE_TWO,
              "1.5"),
          of(
              AggregateFunction.AVG,
              "regr_avgy",
              "regr_avgy(y, x)",
              "The average of y.",
              "regr_avgy(a, 1)" + ONE_TWO,
              "1.5"),
          of(
              AggregateFunction.SUM,
              "sum",
              "sum([DISTINCT] a)",
              "bigint, double, or ten digits more than a decimal has; more is an error.",
              "sum(a)" + ONE_TWO,
              "3"),
          of(
              AggregateFunction.AVG,
              "avg mean",
              "avg([DISTINCT] a), mean",
              "double, or four digits more than a decimal has.",
              "avg(a)" + ONE_TWO,
              "1.5"),
          of(AggregateFunction.MIN, "min", "min(a)", "", "min(a)" + ONE_TWO, "1"),
          of(AggregateFunction.MAX, "max", "max(a)", "", "max(a)" + ONE_TWO, "2"),
          of(
              AggregateFunction.STDDEV_SAMP,
              "stddev stddev_samp std",
              "stddev(a), stddev_samp, std",
              "NULL of one row.",
              "stddev(a) FROM VALUES (1), (2), (3) AS t(a)",
              "1.0"),
          of(
              AggregateFunction.STDDEV_POP,
              "stddev_pop",
              "stddev_pop(a)",
              "",
              "stddev_pop(a)" + ONE_TWO,
              "0.5"),
          of(
              AggregateFunction.VAR_SAMP,
              "variance var_samp",
              "variance(a), var_samp",
              "NULL of one row.",
              "variance(a)" + ONE_TWO,
              "0.5"),
          of(
              AggregateFunction.VAR_POP,
              "var_pop",
              "var_pop(a)",
              "",
              "var_pop(a)" + ONE_TWO,
              "0.25"),
          of(
              AggregateFunction.BOOL_AND,
              "bool_and every",
              "bool_and(condition), every",
              "",
              "bool_and(a)" + TRUTHS,
              "false"),
          of(
              AggregateFunction.BOOL_OR,
              "bool_or some any",
              "bool_or(condition), some, any",
              "",
              "bool_or(a)" + TRUTHS,
              "true"),
          of(
              AggregateFunction.ANY_VALUE,
              "any_value first first_value",
              "any_value(a), first, first_value",
              "Some value that is not NULL, if there is one.",
              "any_value(a) FROM VALUES (1), (1) AS t(a)",
              "1"));

  private static AggregateDefinition of(
      AggregateFunction function,
      String names,
      String usage,
      String notes,
      String example,
      String result) {
    return new AggregateDefinition(
        function, new FunctionDoc(List.of(names.split(" ", -1)), usage, notes, example, result));
  }

  static Map<String, AggregateFunction> byName() {
    var functions = new TreeMap<String, AggregateFunction>();
    ALL.forEach(
        definition ->
            definition.doc().names().forEach(name -> functions.put(name, definition.function())));
    return functions;
  }

  static List<FunctionDoc> docs() {
    return ALL.stream().map(AggregateDefinition::doc).toList();
  }
}
