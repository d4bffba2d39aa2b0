package dev.stint.sql.analyze;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.SortKey;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.request.Settings;
import dev.stint.sql.tree.SortItem;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Reads ORDER BY items into sort keys, and gathers the columns that must be computed for them.
final class OrderAnalyzer {

  private final AnalysisContext context;
  private final List<Column> outputs;
  private final List<SortKey> keys = new ArrayList<>();
  private final List<Column> computed = new ArrayList<>();
  private final List<Expression> expressions = new ArrayList<>();

  OrderAnalyzer(AnalysisContext context, List<Column> outputs) {
    this.context = context;
    this.outputs = outputs;
  }

  List<SortKey> keys() {
    return keys;
  }

  /// The columns to add to those that are there, and their values.
  List<Column> computed() {
    return computed;
  }

  List<Expression> expressions() {
    return expressions;
  }

  /// Adds one item; `value` gives the meaning of what is no ordinal: a reference to a column that
  /// is there, or another expression, to be computed.
  void add(SortItem item, Function<Term, Expression> value) {
    var term = item.value();
    var ordinal = Ordinals.of(context, Settings.ORDER_BY_ORDINAL, term);
    var expression = ordinal.isPresent() ? ordinal(term, ordinal.get()) : value.apply(term);
    if (expression instanceof Literal) {
      // A constant orders nothing.
      return;
    }
    add(new SortKey(column(term, expression), item.direction(), item.nulls()));
  }

  private void add(SortKey key) {
    if (keys.stream().noneMatch(known -> known.column() == key.column())) {
      keys.add(key);
    }
  }

  private Expression ordinal(Term term, long ordinal) {
    return outputs.get(Ordinals.place(context, term, ordinal, outputs.size(), "ORDER BY")).ref();
  }

  private int column(Term node, Expression expression) {
    if (expression instanceof ColumnRef ref
        && outputs.stream().anyMatch(output -> output.id() == ref.column())) {
      return ref.column();
    }
    int known = expressions.indexOf(expression);
    if (known >= 0) {
      return computed.get(known).id();
    }
    var column =
        context.ids().columnFor(new ColumnNames(context.forms()).of(node), expression, true);
    computed.add(column);
    expressions.add(expression);
    return column.id();
  }
}
