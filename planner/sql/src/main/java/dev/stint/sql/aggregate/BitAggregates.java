package dev.stint.sql.aggregate;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.aggregate.AggregateSite.Built;
import dev.stint.sql.context.Coercion;

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
    functions
        .define(
            "bitmap_construct_agg",
            1,
            1,
            site ->
                bitmap(
                    site,
                    AggregateFunction.BITMAP_OR,
                    site.call()
                        .call(
                            ScalarFunction.BITMAP_OF,
                            DataType.BINARY,
                            site.call().as(0, DataType.BIGINT))))
        .says("bitmap_construct_agg(place)", "The bitmap of 4,096 bytes with these bits set.")
        .example("bitmap_count(bitmap_construct_agg(a))" + NUMBERS, "2");
    functions
        .define(
            "bitmap_or_agg", 1, 1, site -> bitmap(site, AggregateFunction.BITMAP_OR, bytes(site)))
        .says("bitmap_or_agg(bitmap)", "")
        .example("bitmap_count(bitmap_or_agg(a)) FROM VALUES (X'03'), (X'05') AS t(a)", "3");
    functions
        .define(
            "bitmap_and_agg", 1, 1, site -> bitmap(site, AggregateFunction.BITMAP_AND, bytes(site)))
        .says("bitmap_and_agg(bitmap)", "")
        .example("bitmap_count(bitmap_and_agg(a)) FROM VALUES (X'03'), (X'05') AS t(a)", "1");
  }

  private static Expression bytes(AggregateSite site) {
    return site.call().as(0, DataType.BINARY);
  }

  private static Built bitmap(AggregateSite site, AggregateFunction function, Expression bitmap) {
    return site.of(function, bitmap, DataType.BINARY)
        .then(joined -> site.call().call(ScalarFunction.BITMAP_FULL, DataType.BINARY, joined));
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
