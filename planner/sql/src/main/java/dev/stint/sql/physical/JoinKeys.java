package dev.stint.sql.physical;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.node.ProjectNode;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Nullability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sorts a join's conditions into keys and the rest, and computes keys that are no columns.
///
/// Keys are equal only where both are values, but those of `a <=> b` if both can be NULL.
final class JoinKeys {

  private final ColumnIds ids;
  private final Side left;
  private final Side right;
  private final List<Expression> others = new ArrayList<>();
  private final List<Integer> nullSafe = new ArrayList<>();

  private JoinKeys(Part left, Part right, ColumnIds ids) {
    this.ids = ids;
    this.left = new Side(left);
    this.right = new Side(right);
  }

  static JoinKeys of(List<Expression> conditions, Part left, Part right, ColumnIds ids) {
    var keys = new JoinKeys(left, right, ids);
    conditions.forEach(keys::add);
    return keys;
  }

  boolean isEmpty() {
    return left.keys.isEmpty();
  }

  List<Column> leftKeys() {
    return left.keys;
  }

  List<Column> rightKeys() {
    return right.keys;
  }

  /// The numbers of the keys in which NULL equals NULL.
  List<Integer> nullSafe() {
    return nullSafe;
  }

  /// What is no key; `null` when all is.
  @Nullable Expression residual() {
    return others.isEmpty() ? null : Expressions.and(others);
  }

  /// The left rows with their keys.
  Part leftPart() {
    return left.extended();
  }

  Part rightPart() {
    return right.extended();
  }

  private void add(Expression condition) {
    if (condition instanceof Call call
        && (call.function() == ScalarFunction.EQUAL
            || call.function() == ScalarFunction.NULL_SAFE_EQUAL)) {
      var first = call.argument(0);
      var second = call.argument(1);
      if (left.has(first) && right.has(second)) {
        addKey(call.function(), first, second);
        return;
      }
      if (left.has(second) && right.has(first)) {
        addKey(call.function(), second, first);
        return;
      }
    }
    others.add(condition);
  }

  private void addKey(ScalarFunction function, Expression leftValue, Expression rightValue) {
    if (function == ScalarFunction.NULL_SAFE_EQUAL
        && left.isNullable(leftValue)
        && right.isNullable(rightValue)) {
      nullSafe.add(left.keys.size());
    }
    left.addKey(leftValue);
    right.addKey(rightValue);
  }

  /// One side: its keys, and those of them that must be computed.
  private final class Side {

    private final Part part;
    private final Set<Integer> columnIds;
    private final Nullability nullability;
    private final List<Column> keys = new ArrayList<>();
    private final Map<Column, Expression> computed = new LinkedHashMap<>();

    Side(Part part) {
      this.part = part;
      this.columnIds = Expressions.idsOf(part.columns());
      this.nullability = new Nullability(part.columns());
    }

    boolean has(Expression expression) {
      var used = Expressions.ids(expression);
      return !used.isEmpty() && columnIds.containsAll(used);
    }

    boolean isNullable(Expression value) {
      return nullability.isNullable(value);
    }

    void addKey(Expression value) {
      keys.add(column(value));
    }

    private Column column(Expression value) {
      if (value instanceof ColumnRef ref) {
        return part.columns().get(part.place(ref.column()));
      }
      for (var entry : computed.entrySet()) {
        if (entry.getValue().equals(value)) {
          return entry.getKey();
        }
      }
      var column = ids.columnFor("key", value, true);
      computed.put(column, value);
      return column;
    }

    Part extended() {
      if (computed.isEmpty()) {
        return part;
      }
      var columns = new ArrayList<>(part.columns());
      columns.addAll(computed.keySet());
      var expressions = new ArrayList<Expression>();
      columns.forEach(c -> expressions.add(part.bound(computed.getOrDefault(c, c.ref()))));
      var node = new ProjectNode(part.node(), expressions, Part.schema(columns));
      return part.with(node, columns, part.rows());
    }
  }
}
