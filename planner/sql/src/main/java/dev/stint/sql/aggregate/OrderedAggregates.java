package dev.stint.sql.aggregate;

import static dev.stint.plan.expression.ScalarFunction.CAST;

import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.PackedLayout.Part;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.aggregate.AggregateDefinition.Order;
import dev.stint.sql.aggregate.AggregateSite.Built;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.function.FunctionCall;
import java.util.ArrayList;

/// What is found by putting a group's values in order: the value beside an extreme, and what is
/// read off a bag of all values.
final class OrderedAggregates {

  private static final String PAIRS = " FROM VALUES ('a', 10), ('b', 50), ('c', 20) AS t(a, b)";
  private static final String FOUR = " FROM VALUES (0), (1), (2), (10) AS t(a)";
  private static final String NAMES = " FROM VALUES ('b'), ('a'), ('b') AS t(a)";

  private static final Literal ONCE = Literal.ofLong(DataType.BIGINT, 1);

  private OrderedAggregates() {}

  static void define(AggregateFunctions functions) {
    beside(functions);
    percentiles(functions);
    others(functions);
  }

  private static void beside(AggregateFunctions functions) {
    functions
        .define("max_by", 2, 2, site -> beside(site, AggregateFunction.MAX))
        .says("max_by(a, b)", "`a` where `b` is greatest; the greatest of several.")
        .example("max_by(a, b)" + PAIRS, "b");
    functions
        .define("min_by", 2, 2, site -> beside(site, AggregateFunction.MIN))
        .says("min_by(a, b)", "`a` where `b` is least; the least of several.")
        .example("min_by(a, b)" + PAIRS, "a");
  }

  private static Built beside(AggregateSite site, AggregateFunction function) {
    var value = site.argument(0);
    var order = site.argument(1);
    var layout = PackedLayout.of(Part.ascending(order.type()), Part.ascending(value.type()));
    return site.plain()
        .where(order)
        .of(function, site.pack(layout, order, value), DataType.BINARY)
        .then(packed -> site.unpack(packed, layout, 1));
  }

  private static void percentiles(AggregateFunctions functions) {
    functions
        .define("percentile", 2, 3, OrderedAggregates::percentile)
        .defaults("1")
        .says(
            "percentile(a, share[, frequency])",
            "Of doubles; between two values by their distances. `share` is constant, from 0 to 1.")
        .example("percentile(a, 0.3)" + FOUR, "0.8999999999999999");
    functions
        .define("median", 1, 1, site -> continuous(site, site.argument(0), half()))
        .says("median([DISTINCT] a)", "percentile(a, 0.5).")
        .example("median(a)" + FOUR, "1.5");
    functions
        .define("percentile_cont", 1, 1, site -> inOrder(site, AggregateFunction.PERCENTILE))
        .within(Order.MUST)
        .says("percentile_cont(share) WITHIN GROUP (ORDER BY a [DESC])", "As percentile.")
        .example("percentile_cont(0.5) WITHIN GROUP (ORDER BY a)" + FOUR, "1.5");
    functions
        .define("percentile_disc", 1, 1, site -> inOrder(site, AggregateFunction.QUANTILE))
        .within(Order.MUST)
        .says(
            "percentile_disc(share) WITHIN GROUP (ORDER BY a [DESC])",
            "The first value up to which a share of all lies, as a double.")
        .example("percentile_disc(0.5) WITHIN GROUP (ORDER BY a)" + FOUR, "1.0");
    functions
        .define("percentile_approx approx_percentile", 2, 3, OrderedAggregates::approximate)
        .defaults("10000")
        .says(
            "percentile_approx(a, share[, accuracy]), approx_percentile",
            "Exactly, as percentile_disc, in the type of `a`.")
        .example("percentile_approx(a, 0.5)" + FOUR, "1");
  }

  private static void others(AggregateFunctions functions) {
    functions
        .define("mode", 0, 2, OrderedAggregates::mode)
        .within(Order.MAY)
        .says(
            "mode([DISTINCT] a[, deterministic]), mode() WITHIN GROUP (ORDER BY a [DESC])",
            "The most frequent value; the first in order of several.")
        .example("mode(a)" + NAMES, "b");
    functions
        .define("listagg string_agg", 1, 2, OrderedAggregates::join)
        .within(Order.MAY)
        .defaults("NULL")
        .says(
            "listagg([DISTINCT] a[, separator]) [WITHIN GROUP (ORDER BY …)], string_agg",
            "Texts, or binary, one behind the other; in their own order without another.")
        .example("listagg(a, '-') WITHIN GROUP (ORDER BY a DESC)" + NAMES, "b-b-a");
  }

  private static Literal half() {
    return new Literal(DataType.DOUBLE, "0.5");
  }

  private static Built percentile(AggregateSite site) {
    var call = site.call();
    var share = site.constant(1, DataType.DOUBLE);
    if (call.count() == 2) {
      return continuous(site, call.argument(0), share);
    }
    var layout = PackedLayout.of(Part.ascending(DataType.DOUBLE));
    var value = number(call, call.argument(0));
    var times = call.as(2, DataType.BIGINT);
    return percentile(
        site.where(value, times), site.pack(layout, value), times, layout, share, call.type(0));
  }

  private static Built continuous(AggregateSite site, Expression argument, Literal share) {
    var value = number(site.call(), argument);
    var layout = PackedLayout.of(Part.ascending(DataType.DOUBLE));
    return percentile(
        site.where(value), site.pack(layout, value), ONCE, layout, share, argument.type());
  }

  private static Expression number(FunctionCall call, Expression value) {
    return value.type().isInterval()
        ? new IntervalNumbers(call, value.type()).asDouble(value)
        : call.as(value, 0, DataType.DOUBLE);
  }

  /// Of values of `type`, which are packed as doubles.
  private static Built percentile(
      AggregateSite site,
      Expression packed,
      Expression times,
      PackedLayout layout,
      Literal share,
      DataType type) {
    var call = site.call();
    var text = Literal.ofString(layout.text());
    return site.of(
            AggregateFunction.PERCENTILE, bag(call, packed, times), DataType.DOUBLE, text, share)
        .then(
            number ->
                type.isInterval() ? new IntervalNumbers(call, type).ofDouble(number) : number);
  }

  /// A percentile of what WITHIN GROUP orders by.
  private static Built inOrder(AggregateSite site, AggregateFunction function) {
    var call = site.call();
    var key = site.order();
    var share = site.constant(0, DataType.DOUBLE);
    var type = key.value().type();
    boolean isContinuous = function == AggregateFunction.PERCENTILE;
    var value =
        type.isInterval() && !isContinuous
            ? call.context().coercion().cast(key.value(), new IntervalNumbers(call, type).whole())
            : number(call, key.value());
    var layout = PackedLayout.of(new Part(value.type(), key.direction(), key.nulls()));
    var counted = site.where(value);
    return isContinuous
        ? percentile(counted, site.pack(layout, value), ONCE, layout, share, type)
        : element(counted, function, value, layout, share);
  }

  /// An element of the bag of the values of one part.
  private static Built element(
      AggregateSite site,
      AggregateFunction function,
      Expression value,
      PackedLayout layout,
      Literal... constants) {
    var bag = bag(site.call(), site.pack(layout, value), ONCE);
    return site.of(function, bag, DataType.BINARY, constants)
        .then(packed -> site.unpack(packed, layout, 0));
  }

  private static Built approximate(AggregateSite site) {
    var share = site.constant(1, DataType.DOUBLE);
    if (site.call().count() == 3) {
      requireAccuracy(site);
    }
    var argument = site.argument(0);
    boolean isTime = Coercion.isTime(argument.type());
    var value = isTime ? argument : site.call().quantity(0);
    var layout = PackedLayout.of(Part.ascending(value.type()));
    return element(site.where(value), AggregateFunction.QUANTILE, value, layout, share);
  }

  private static void requireAccuracy(AggregateSite site) {
    String accuracy = site.constant(2, DataType.BIGINT).text();
    if (accuracy == null || Long.parseLong(accuracy) <= 0 || accuracy.length() > 10) {
      throw site.call()
          .error(
              "the accuracy of %s must be between 1 and 2147483647".formatted(site.call().name()));
    }
  }

  private static Built mode(AggregateSite site) {
    var call = site.call();
    if (site.within().isEmpty() ? call.count() == 0 : call.count() > 0) {
      throw call.error("mode takes a value, or WITHIN GROUP (ORDER BY …) and none");
    }
    if (call.count() == 2) {
      site.constant(1, DataType.BOOLEAN);
    }
    var value = site.within().isEmpty() ? call.argument(0) : site.order().value();
    var part =
        site.within().isEmpty()
            ? Part.ascending(value.type())
            : new Part(value.type(), site.order().direction(), site.order().nulls());
    var layout = PackedLayout.of(part);
    return element(site.where(value), AggregateFunction.MODE, value, layout);
  }

  /// The keys of the order, then the text.
  private static Built join(AggregateSite site) {
    var call = site.call();
    boolean isBinary = call.type(0).equals(DataType.BINARY);
    var type = isBinary ? DataType.BINARY : DataType.STRING;
    var text = call.as(0, type);
    var parts = new ArrayList<Part>();
    var values = new ArrayList<Expression>();
    for (var key : site.within()) {
      parts.add(new Part(key.value().type(), key.direction(), key.nulls()));
      values.add(key.value());
    }
    requireSameOrder(site);
    parts.add(Part.ascending(type));
    values.add(text);
    var layout = new PackedLayout(parts);
    var separator = separator(site, type);
    var packed = site.pack(layout, values.toArray(Expression[]::new));
    return site.where(text)
        .of(
            AggregateFunction.JOINED,
            bag(call, packed, ONCE),
            type,
            Literal.ofString(layout.text()),
            separator);
  }

  private static Literal separator(AggregateSite site, DataType type) {
    var none = new Literal(type, "");
    if (site.call().count() == 1 || Coercion.isUntypedNull(site.argument(1))) {
      return none;
    }
    return site.constant(1, type);
  }

  /// Distinct texts have one place each only where they are what is ordered by, or it as text.
  private static void requireSameOrder(AggregateSite site) {
    var text = site.argument(0);
    var ordered = text instanceof Call cast && cast.function() == CAST ? cast.argument(0) : text;
    boolean isSame =
        site.within().stream()
            .map(OrderKey::value)
            .allMatch(key -> key.equals(text) || key.equals(ordered));
    if (site.isDistinct() && !isSame) {
      throw site.call()
          .error(
              "with DISTINCT the order of %s must be by its argument"
                  .formatted(site.call().name()));
    }
  }

  /// A bag that has `packed` so many times.
  private static Expression bag(FunctionCall call, Expression packed, Expression times) {
    return call.call(ScalarFunction.BAG_OF, DataType.BINARY, packed, times);
  }
}
