package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.sql.aggregate.OrderKey;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.SortItem;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;

/// Resolves window functions: each becomes a definition, and a reference to its output.
final class WindowAnalyzer {

  private final ExpressionAnalyzer expressions;
  private final AnalysisContext context;

  WindowAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
    this.context = expressions.context();
  }

  Expression over(Term.Over over) {
    expressions.requireAllowed(ExpressionAnalyzer.Inside.WINDOW, over);
    return expressions.inside(ExpressionAnalyzer.Inside.WINDOW, () -> found(over));
  }

  private Expression found(Term.Over over) {
    var call = over.function();
    if (!WindowFunctions.isKnown(call.name()) && !UserCalls.isAggregate(context, call.name())) {
      expressions.requireKnown(call);
      throw expressions.error(call, "'" + call.name() + "' is no window function");
    }
    if (call.quantifier() == Quantifier.DISTINCT) {
      throw expressions.error(call, "a window function may not have DISTINCT");
    }
    var window = over.window();
    var partition = partition(window.partition());
    var order = window.order().stream().map(this::key).toList();
    var frame = new FrameAnalyzer(expressions, window, order);
    var function = new WindowFunctions(expressions, call, frame).function();
    var output =
        context
            .ids()
            .column(
                new ColumnNames(context.forms()).of(over),
                function.call().type(),
                WindowFunctions.isNullable(function));
    var definition =
        new Definition.Window(
            output, over, partition, ordering(order, frame), function.call(), function.arguments());
    return function.finish().apply(expressions.definitions().window(definition).ref());
  }

  /// Constants make no partitions.
  private List<Expression> partition(List<Term> terms) {
    return terms.stream()
        .flatMap(
            term -> term instanceof Term.Row row ? row.values().stream() : List.of(term).stream())
        .map(expressions::analyze)
        .filter(key -> !(key instanceof Literal))
        .distinct()
        .toList();
  }

  private OrderKey key(SortItem item) {
    return new OrderKey(expressions.analyze(item.value()), item.direction(), item.nulls());
  }

  /// Constants order nothing, nor does what is there a second time; but a frame of values needs its
  /// key.
  private static List<OrderKey> ordering(List<OrderKey> order, FrameAnalyzer frame) {
    if (frame.isOfValues()) {
      return order;
    }
    var keys = new ArrayList<OrderKey>();
    for (var key : order) {
      boolean isKnown = keys.stream().anyMatch(known -> known.value().equals(key.value()));
      if (!isKnown && !(key.value() instanceof Literal)) {
        keys.add(key);
      }
    }
    return keys;
  }
}
