package dev.stint.sql.analyze;

import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.expression.WindowCall.From;
import dev.stint.plan.expression.WindowCall.Nulls;
import dev.stint.plan.expression.WindowCall.Ranking;
import dev.stint.plan.type.DataType;
import dev.stint.sql.aggregate.AggregateFunctions;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.context.Unsupported;
import dev.stint.sql.function.FunctionCall;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The window functions that SQL can call, by their Spark names. One for each call.
final class WindowFunctions {

  /// A call whose columns are places in `arguments`, and what becomes of its result.
  record Found(WindowCall call, List<Expression> arguments, UnaryOperator<Expression> finish) {}

  /// Those that may stand before OVER alone.
  private static final Set<String> OWN =
      Set.of(
          "row_number",
          "rank",
          "dense_rank",
          "percent_rank",
          "cume_dist",
          "ntile",
          "lag",
          "lead",
          "nth_value");

  /// Aggregates too, but in a window they look at the order.
  private static final Set<String> OF_ENDS =
      Set.of("first", "first_value", "any_value", "last", "last_value");

  private final ExpressionAnalyzer expressions;
  private final Term.Call call;
  private final FrameAnalyzer frame;
  private final String name;
  private final List<Expression> arguments = new ArrayList<>();
  private UnaryOperator<Expression> finish = value -> value;

  WindowFunctions(ExpressionAnalyzer expressions, Term.Call call, FrameAnalyzer frame) {
    this.expressions = expressions;
    this.call = call;
    this.frame = frame;
    this.name = key(call.name());
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// Whether a function must have a window.
  static boolean isOwn(String name) {
    return OWN.contains(key(name));
  }

  static boolean isKnown(String name) {
    return isOwn(name) || OF_ENDS.contains(key(name)) || AggregateFunctions.isKnown(name);
  }

  static Collection<String> known() {
    var known = new TreeSet<>(OWN);
    known.addAll(OF_ENDS);
    return known;
  }

  static boolean isNullable(Found found) {
    return switch (found.call()) {
      case WindowCall.Rank _, WindowCall.Ntile _ -> false;
      case WindowCall.Offset _, WindowCall.Nth _ -> true;
      case WindowCall.Aggregate(var aggregate, _) -> !aggregate.function().isCount();
    };
  }

  Found function() {
    if (call.nulls() != Term.Nulls.UNSAID && !looksAtNulls(name)) {
      throw expressions.error(call, call.name() + " takes no IGNORE NULLS or RESPECT NULLS");
    }
    var function =
        switch (name) {
          case "row_number" -> rank(Ranking.ROW_NUMBER);
          case "rank" -> rank(Ranking.RANK);
          case "dense_rank" -> rank(Ranking.DENSE_RANK);
          case "percent_rank" -> rank(Ranking.PERCENT_RANK);
          case "cume_dist" -> rank(Ranking.CUME_DIST);
          case "ntile" -> ntile();
          case "lag", "lead" -> offset();
          case "nth_value" -> nth();
          case "first", "first_value", "any_value" -> end(From.FIRST);
          case "last", "last_value" -> end(From.LAST);
          default -> aggregate();
        };
    return new Found(function, List.copyOf(arguments), finish);
  }

  /// Whether a function may be told to pass over NULLs.
  static boolean looksAtNulls(String name) {
    String key = key(name);
    return OF_ENDS.contains(key) || Set.of("lag", "lead", "nth_value").contains(key);
  }

  private WindowCall rank(Ranking ranking) {
    requireCount(0, 0);
    requireRunning(ranking);
    return new WindowCall.Rank(ranking);
  }

  private void requireRunning(Ranking ranking) {
    requireOrder();
    frame.requireOnly(
        ranking == Ranking.CUME_DIST ? Frame.RUNNING_PEERS : Frame.RUNNING_ROWS, call);
  }

  private WindowCall ntile() {
    requireCount(0, 1);
    requireRunning(Ranking.ROW_NUMBER);
    long tiles = call.arguments().isEmpty() ? 1 : number(0, "the number of parts");
    if (tiles <= 0 || tiles > Integer.MAX_VALUE) {
      throw expressions.error(call.arguments().getFirst(), "ntile needs a number of parts above 0");
    }
    return new WindowCall.Ntile(Math.toIntExact(tiles));
  }

  private WindowCall offset() {
    requireCount(1, 3);
    requireOrder();
    var value = argument(0);
    long rows = call.arguments().size() < 2 ? 1 : number(1, "the offset");
    long offset = name.equals("lag") ? -rows : rows;
    frame.requireOnly(new Frame(new Frame.Row(offset), new Frame.Row(offset)), call);
    @Nullable Integer orElse = null;
    if (call.arguments().size() == 3) {
      var typed = functionCall(List.of(value, value, argument(2))).as(2, value.type());
      orElse = Coercion.isNull(typed) ? null : place(typed);
    }
    return new WindowCall.Offset(place(value), offset, orElse, nulls(), value.type());
  }

  private WindowCall nth() {
    requireCount(2, 3);
    requireOrder();
    long n = number(1, "the place");
    if (n <= 0) {
      throw expressions.error(call.arguments().get(1), "nth_value counts rows from 1");
    }
    return nth(n, From.FIRST, nulls(2));
  }

  private WindowCall end(From from) {
    requireCount(1, 2);
    return nth(1, from, nulls(1));
  }

  private WindowCall nth(long n, From from, Nulls nulls) {
    if (call.filter() != null) {
      throw Unsupported.notSupported(
          expressions.context(), call, "FILTER with " + name + " in a window");
    }
    var value = argument(0);
    return new WindowCall.Nth(place(value), n, from, nulls, frame(), value.type());
  }

  private WindowCall aggregate() {
    var built = expressions.aggregates().built(call);
    var found = built.found();
    if (found.isDistinct()) {
      throw Unsupported.notSupported(expressions.context(), call, name + " in a window");
    }
    finish = built.finish();
    var argument = found.arguments().isEmpty() ? null : found.arguments().getFirst();
    return new WindowCall.Aggregate(
        new AggregateCall(
            found.function(),
            argument == null ? null : place(argument),
            found.filter() == null ? null : place(found.filter()),
            argument == null ? DataType.BIGINT : argument.type(),
            found.type(),
            found.constants()),
        frame());
  }

  private Frame frame() {
    return frame.frame(this::place);
  }

  private void requireCount(int least, int most) {
    int count = call.arguments().size();
    if (count < least || count > most) {
      String wanted = least == most ? String.valueOf(least) : least + " to " + most;
      throw expressions.error(
          call, "%s takes %s arguments, not %d".formatted(call.name(), wanted, count));
    }
    if (call.filter() != null && !OF_ENDS.contains(name)) {
      throw expressions.error(call, "FILTER may follow only an aggregate function");
    }
  }

  private void requireOrder() {
    if (!frame.isOrdered()) {
      throw expressions.error(
          call, "%s needs an order: OVER (… ORDER BY …)".formatted(call.name()));
    }
  }

  private Expression argument(int index) {
    return expressions.analyze(call.arguments().get(index));
  }

  private FunctionCall functionCall(List<Expression> values) {
    return new FunctionCall(call.name(), values, call, expressions.context());
  }

  private int place(Expression argument) {
    int known = arguments.indexOf(argument);
    if (known < 0) {
      arguments.add(argument);
      return arguments.size() - 1;
    }
    return known;
  }

  /// A constant whole number.
  private long number(int index, String what) {
    if (argument(index) instanceof Literal literal
        && literal.text() != null
        && literal.type().isInteger()) {
      return Long.parseLong(literal.text());
    }
    throw expressions.error(
        call.arguments().get(index),
        "%s of %s must be a constant whole number".formatted(what, call.name()));
  }

  private Nulls nulls() {
    return call.nulls() == Term.Nulls.IGNORE ? Nulls.IGNORE : Nulls.RESPECT;
  }

  /// As an argument says, if it is there: whether to pass over NULLs.
  private Nulls nulls(int index) {
    if (call.arguments().size() <= index) {
      return nulls();
    }
    var argument = argument(index);
    if (argument.equals(Literal.TRUE)) {
      return Nulls.IGNORE;
    }
    if (argument.equals(Literal.FALSE)) {
      return nulls();
    }
    throw expressions.error(
        call.arguments().get(index), "whether to pass over NULLs must be true or false");
  }
}
