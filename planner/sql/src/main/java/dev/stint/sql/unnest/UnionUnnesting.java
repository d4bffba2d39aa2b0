package dev.stint.sql.unnest;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.ColumnIds;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Union;
import dev.stint.sql.logical.Relations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A union whose inputs are matched with the same outer values becomes a union with these as keys.
final class UnionUnnesting {

  /// What a key is compared with.
  private record Match(ScalarFunction function, Expression outer) {}

  /// Stands for a condition over outer values alone.
  private static final Match NONE = new Match(ScalarFunction.EQUAL, Literal.TRUE);

  private final ColumnIds ids;
  private final Set<Integer> outer;

  private UnionUnnesting(ColumnIds ids, Set<Integer> outer) {
    this.ids = ids;
    this.outer = outer;
  }

  /// Empty when the inputs are not matched alike. All their columns are plain.
  static Optional<Unnested> of(
      Union union, List<Unnested> inputs, Set<Integer> outer, ColumnIds ids) {
    return new UnionUnnesting(ids, outer).union(union, inputs);
  }

  private Optional<Unnested> union(Union union, List<Unnested> inputs) {
    var keyed = new ArrayList<CorrelationKeys>();
    var matches = new ArrayList<Map<Match, Expression>>();
    for (var input : inputs) {
      var keys = CorrelationKeys.of(input, List.of(), outer, ids);
      if (keys.isEmpty()) {
        return Optional.empty();
      }
      keyed.add(keys.get());
      matches.add(matches(keys.get()));
    }
    var wanted = matches.getFirst().keySet();
    boolean areAlike =
        !wanted.contains(NONE)
            && matches.stream().allMatch(each -> each.keySet().equals(wanted))
            // No outer value is compared with two inner ones.
            && keyed.stream().allMatch(keys -> keys.conditions().size() == wanted.size());
    return areAlike
        ? Optional.of(union(union, keyed, matches, List.copyOf(wanted)))
        : Optional.empty();
  }

  /// The key of each outer value; [#NONE] for a condition over outer values alone.
  private static Map<Match, Expression> matches(CorrelationKeys keys) {
    var ids = Relations.ids(keys.columns());
    var matches = new LinkedHashMap<Match, Expression>();
    for (var condition : keys.conditions()) {
      boolean isKey =
          condition instanceof Call call
              && call.arguments().size() == 2
              && call.argument(1) instanceof ColumnRef ref
              && ids.contains(ref.column());
      if (isKey) {
        var call = (Call) condition;
        matches.put(new Match(call.function(), call.argument(0)), call.argument(1));
      } else {
        matches.put(NONE, Literal.TRUE);
      }
    }
    return matches;
  }

  private Unnested union(
      Union union,
      List<CorrelationKeys> keyed,
      List<Map<Match, Expression>> matches,
      List<Match> wanted) {
    var inputs = new ArrayList<Relation>();
    for (int index = 0; index < keyed.size(); index++) {
      var own = union.inputs().get(index).columns();
      inputs.add(input(keyed.get(index).relation(), own, matches.get(index), wanted));
    }
    var columns = new ArrayList<>(union.columns());
    var conditions = new ArrayList<Expression>();
    for (var match : wanted) {
      var key = ids.columnFor("key", match.outer(), true);
      columns.add(key);
      conditions.add(Call.of(match.function(), DataType.BOOLEAN, match.outer(), key.ref()));
    }
    return Unnested.rows(new Union(inputs, columns), conditions, union.columns());
  }

  private Relation input(
      Relation relation, List<Column> own, Map<Match, Expression> keys, List<Match> wanted) {
    var columns = new ArrayList<>(own);
    var expressions = new ArrayList<>(Unnested.refs(own));
    for (var match : wanted) {
      columns.add(ids.columnFor("key", match.outer(), true));
      expressions.add(Objects.requireNonNull(keys.get(match)));
    }
    return new Project(relation, columns, expressions);
  }
}
