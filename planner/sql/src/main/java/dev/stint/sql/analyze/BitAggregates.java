package dev.stint.sql.analyze;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.analyze.AggregateSite.Built;

/// Bits joined.
final class BitAggregates {

  private static final String NUMBERS = " FROM VALUES (3), (5) AS t(a)";

  private BitAggregates() {}

  static void define(AggregateFunctions functions) {
    functions
        .define("bit_and", 1, 1, site -> bits(site, AggregateFunction.BIT_AND))
        .says("bit_and(a)", "Of whole numbers.")
        .example("bit_and(a)" + NUMBERS, "1");
    functions
        .define("bit_or", 1, 1, site -> bits(site, AggregateFunction.BIT_OR))
        .says("bit_or(a)", "")
        .example("bit_or(a)" + NUMBERS, "7");
    functions
        .define("bit_xor", 1, 1, site -> bits(site, AggregateFunction.BIT_XOR))
        .says("bit_xor([DISTINCT] a)", "")
        .example("bit_xor(a)" + NUMBERS, "6");
  }

  private static Built bits(AggregateSite site, AggregateFunction function) {
    var call = site.call();
    var type = call.type(0);
    if (Coercion.isUntypedNull(call.argument(0))) {
      return site.of(function, call.as(0, DataType.BIGINT), DataType.BIGINT);
    }
    if (!type.isInteger()) {
      throw call.error(
          "argument 1 of %s is %s; it needs a whole number, so cast it"
              .formatted(call.name(), type));
    }
    return site.of(function, call.argument(0), type);
  }
}
