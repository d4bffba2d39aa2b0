package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.WindowCall;
import dev.stint.sql.aggregate.FoundAggregate;
import dev.stint.sql.aggregate.OrderKey;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What must be computed before the expression in which it was written: there stands a reference to
/// `output`. Some phase of the SELECT adds that column to the rows.
sealed interface Definition {

  Column output();

  /// What it is computed from: over columns of FROM and outputs of other definitions.
  List<Expression> inputs();

  record Aggregate(Column output, FoundAggregate found) implements Definition {

    @Override
    public List<Expression> inputs() {
      var inputs = new ArrayList<>(found.arguments());
      if (found.filter() != null) {
        inputs.add(found.filter());
      }
      return inputs;
    }
  }

  /// A call of `grouping` or `grouping_id`, whose arguments are keys of the grouping.
  record Grouping(Column output, Term.Call call, List<Expression> arguments) implements Definition {

    public Grouping {
      arguments = List.copyOf(arguments);
    }

    /// None: which keys these are is known when the keys are.
    @Override
    public List<Expression> inputs() {
      return List.of();
    }
  }

  /// A window function. The columns of `call` are places in `arguments`.
  record Window(
      Column output,
      Term.Over written,
      List<Expression> partition,
      List<OrderKey> order,
      WindowCall call,
      List<Expression> arguments)
      implements Definition {

    public Window {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Expression> inputs() {
      var inputs = new ArrayList<>(partition);
      order.forEach(key -> inputs.add(key.value()));
      inputs.addAll(arguments);
      return inputs;
    }

    boolean isSame(Window other) {
      return hasSameRows(other) && call.equals(other.call) && arguments.equals(other.arguments);
    }

    /// Whether both have the same partitions in the same order.
    boolean hasSameRows(Window other) {
      return partition.equals(other.partition) && order.equals(other.order);
    }

    /// The same over other expressions.
    Window with(UnaryOperator<Expression> change) {
      return new Window(
          output,
          written,
          partition.stream().map(change).toList(),
          order.stream()
              .map(key -> new OrderKey(change.apply(key.value()), key.direction(), key.nulls()))
              .toList(),
          call,
          arguments.stream().map(change).toList());
    }
  }

  sealed interface Subquery extends Definition {

    /// Where it was written.
    Tree node();

    Relation query();

    @Override
    default List<Expression> inputs() {
      return List.of();
    }

    /// All columns around it that it, or what it is compared with, uses.
    default Set<Integer> used() {
      var used = new HashSet<>(Relations.freeIds(query()));
      used.addAll(Expressions.ids(inputs()));
      return used;
    }
  }

  /// The value of a query of one column and at most one row.
  record Scalar(Column output, Tree node, Relation query) implements Subquery {}

  /// The value of a function whose body has subqueries: of a query that uses `parameters`, which
  /// have the values of `arguments`.
  record Called(
      Column output, Tree node, Relation query, List<Column> parameters, List<Expression> arguments)
      implements Subquery {

    public Called {
      parameters = List.copyOf(parameters);
      arguments = List.copyOf(arguments);
    }

    @Override
    public List<Expression> inputs() {
      return arguments;
    }
  }

  /// Whether a query has rows.
  record Exists(Column output, Tree node, Relation query) implements Subquery {}

  /// Whether the comparisons are all true for some row of a query; NULL where NULLs leave that
  /// open.
  record Compared(Column output, Tree node, Comparisons comparisons) implements Subquery {

    @Override
    public Relation query() {
      return comparisons.query();
    }

    @Override
    public List<Expression> inputs() {
      return comparisons.pairs().stream().map(Comparisons.Pair::left).toList();
    }
  }
}
