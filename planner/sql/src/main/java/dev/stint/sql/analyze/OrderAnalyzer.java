package dev.stint.sql.analyze;

import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.SortKey;
import dev.stint.sql.logical.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;

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
  void add(SqlNode item, Function<SqlNode, Expression> value) {
    boolean isDescending = false;
    SortKey.Nulls nulls = null;
    var node = item;
    while (true) {
      if (node.getKind() == SqlKind.DESCENDING) {
        isDescending = true;
      } else if (node.getKind() == SqlKind.NULLS_FIRST) {
        nulls = SortKey.Nulls.FIRST;
      } else if (node.getKind() == SqlKind.NULLS_LAST) {
        nulls = SortKey.Nulls.LAST;
      } else {
        break;
      }
      node = ((SqlCall) node).operand(0);
    }
    var direction = isDescending ? SortKey.Direction.DESCENDING : SortKey.Direction.ASCENDING;
    var usual = isDescending ? SortKey.Nulls.LAST : SortKey.Nulls.FIRST;
    var expression = isOrdinal(node) ? ordinal((SqlLiteral) node) : value.apply(node);
    if (expression instanceof Literal) {
      // A constant orders nothing.
      return;
    }
    add(new SortKey(column(node, expression), direction, nulls == null ? usual : nulls));
  }

  private void add(SortKey key) {
    if (keys.stream().noneMatch(known -> known.column() == key.column())) {
      keys.add(key);
    }
  }

  static boolean isOrdinal(SqlNode node) {
    return node instanceof SqlNumericLiteral literal && literal.isInteger();
  }

  private Expression ordinal(SqlLiteral literal) {
    return outputs.get(position(context, literal, outputs.size(), "ORDER BY")).ref();
  }

  /// The place, from 0, that a position in GROUP BY or ORDER BY means.
  static int position(AnalysisContext context, SqlLiteral literal, int count, String clause) {
    int position = literal.intValue(true);
    if (position < 1 || position > count) {
      throw context
          .source()
          .error(
              literal,
              "%s %d is not a position in the SELECT list, which has %d columns"
                  .formatted(clause, position, count));
    }
    return position - 1;
  }

  private int column(SqlNode node, Expression expression) {
    if (expression instanceof ColumnRef ref
        && outputs.stream().anyMatch(output -> output.id() == ref.column())) {
      return ref.column();
    }
    int known = expressions.indexOf(expression);
    if (known >= 0) {
      return computed.get(known).id();
    }
    var column = context.ids().columnFor(context.source().snippet(node), expression, true);
    computed.add(column);
    expressions.add(expression);
    return column.id();
  }
}
