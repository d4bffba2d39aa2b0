package dev.stint.executor.scan.source;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which columns an expression reads, and the same expression over those alone.
public final class ColumnUse {

  private ColumnUse() {}

  /// The columns that `expression` reads, ascending.
  public static List<Integer> columns(Expression expression) {
    var columns = new TreeSet<Integer>();
    collect(expression, columns);
    return List.copyOf(columns);
  }

  private static void collect(Expression expression, SortedSet<Integer> columns) {
    switch (expression) {
      case ColumnRef reference -> columns.add(reference.column());
      case Literal _ -> {}
      case Call call -> call.arguments().forEach(argument -> collect(argument, columns));
      case In in -> collect(in.value(), columns);
      case Case choice -> {
        for (var branch : choice.branches()) {
          collect(branch.condition(), columns);
          collect(branch.value(), columns);
        }
        collect(choice.otherwise(), columns);
      }
    }
  }

  /// The expression with its columns renumbered.
  public static Expression renumber(Expression expression, Map<Integer, Integer> numbers) {
    return switch (expression) {
      case ColumnRef(int column, var type) ->
          new ColumnRef(Objects.requireNonNull(numbers.get(column)), type);
      case Literal literal -> literal;
      case Call call ->
          new Call(
              call.function(),
              call.arguments().stream().map(argument -> renumber(argument, numbers)).toList(),
              call.type());
      case In in -> new In(renumber(in.value(), numbers), in.options());
      case Case choice ->
          new Case(
              choice.branches().stream()
                  .map(
                      branch ->
                          new Case.Branch(
                              renumber(branch.condition(), numbers),
                              renumber(branch.value(), numbers)))
                  .toList(),
              renumber(choice.otherwise(), numbers),
              choice.type());
    };
  }
}
