package dev.stint.sql.unnest;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.unnest.Binding.Bound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Takes outer columns out of joins. They pass an inner join from both sides, and from the left one
/// a join that decides about left rows. Where the right side of such a join uses them too, the left
/// side is bound, and the right one is joined to what then stands there.
final class JoinUnnesting {

  private final Unnesting unnesting;
  private final Binding binding;
  private final ColumnIds ids;
  private final Set<Integer> outer;

  JoinUnnesting(Unnesting unnesting, Binding binding, ColumnIds ids, Set<Integer> outer) {
    this.unnesting = unnesting;
    this.binding = binding;
    this.ids = ids;
    this.outer = outer;
  }

  Unnested of(Join join) {
    return switch (join.kind()) {
      case INNER -> inner(join);
      case LEFT, SINGLE, SEMI, ANTI, MARK -> leftKeeping(join);
      case RIGHT -> {
        var kept = join.right();
        var other = join.left();
        yield leftKeeping(new Join(kept, other, JoinKind.LEFT, join.conditions()));
      }
      case FULL -> full(join);
    };
  }

  private Unnested inner(Join join) {
    var left = unnesting.rows(join.left());
    var right = unnesting.rows(join.right());
    var conditions = new ArrayList<>(left.conditions());
    conditions.addAll(right.conditions());
    var kept = new ArrayList<Expression>();
    for (var condition : join.conditions()) {
      var part = right.value(left.value(condition));
      (unnesting.usesOuter(part) ? conditions : kept).add(part);
    }
    var columns = new ArrayList<>(left.columns());
    columns.addAll(right.columns());
    var expressions = new ArrayList<>(left.expressions());
    expressions.addAll(right.expressions());
    var relation = join.over(left.relation(), right.relation(), kept);
    return new Unnested(relation, JoinKind.INNER, conditions, columns, expressions);
  }

  private Unnested leftKeeping(Join join) {
    var left = unnesting.rows(join.left());
    var conditions = join.conditions().stream().map(left::value).toList();
    boolean isRightFree =
        !unnesting.usesOuter(join.right()) && conditions.stream().noneMatch(unnesting::usesOuter);
    return isRightFree ? leftOnly(join, left, conditions) : bound(join, left);
  }

  private static Unnested leftOnly(Join join, Unnested left, List<Expression> conditions) {
    var relation = join.over(left.relation(), join.right(), conditions);
    var columns = new ArrayList<>(join.columns());
    var expressions = columns.stream().map(column -> left.value(column.ref())).toList();
    return new Unnested(relation, JoinKind.INNER, left.conditions(), columns, expressions);
  }

  private Unnested bound(Join join, Unnested leftRows) {
    var left = binding.bind(leftRows, used(join));
    boolean givesRight = join.kind() == JoinKind.LEFT || join.kind() == JoinKind.SINGLE;
    // Without a match the right columns are NULL, whatever is computed for them with one.
    var right = unnesting.plainRows(join.right(), givesRight ? join.right().columns() : List.of());
    var conditions = new ArrayList<Expression>();
    right.conditions().forEach(condition -> conditions.add(left.inner(condition)));
    join.conditions().forEach(part -> conditions.add(left.inner(right.value(part))));
    var relation = join.over(left.rows().relation(), right.relation(), conditions);
    return Unnested.rows(relation, left.rows().conditions(), join.columns());
  }

  private Set<Integer> used(Relation join) {
    var used = new HashSet<>(Relations.freeIds(join));
    used.retainAll(outer);
    return used;
  }

  /// Both sides are bound; a row's outer values are those of the side that it has.
  private Unnested full(Join join) {
    var used = used(join);
    var left = binding.bind(unnesting.rows(join.left()), used);
    var right = binding.bind(unnesting.rows(join.right()), used);
    var conditions = new ArrayList<Expression>();
    join.conditions().forEach(part -> conditions.add(left.inner(right.rows().value(part))));
    for (int id : used) {
      conditions.add(Binding.equality(column(left, id), column(right, id)));
    }
    var joined = join.over(left.rows().relation(), right.rows().relation(), conditions);
    var columns = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    for (int id : used) {
      var first = column(left, id);
      var value =
          Call.of(ScalarFunction.COALESCE, first.type(), first.ref(), column(right, id).ref());
      columns.add(ids.columnFor(first.name(), value, true));
      values.add(value);
    }
    var relation = Relations.extend(joined, columns, values);
    return Unnested.rows(relation, equalities(left, used, columns), join.columns());
  }

  private static Column column(Bound side, int id) {
    var column = side.domain().get(id);
    if (column == null) {
      throw new IllegalStateException("no column for " + id);
    }
    return column;
  }

  /// As the bound side's, with these columns.
  private static List<Expression> equalities(Bound side, Set<Integer> used, List<Column> columns) {
    var replacements = new HashMap<Integer, Expression>();
    int index = 0;
    for (int id : used) {
      replacements.put(column(side, id).id(), columns.get(index++).ref());
    }
    return side.rows().conditions().stream()
        .map(part -> Expressions.substitute(part, replacements))
        .toList();
  }
}
