package dev.stint.sql.analyze;

import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.request.Settings;
import dev.stint.sql.tree.GroupBy;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads GROUP BY. Used once.
final class GroupAnalyzer {

  /// Those that tell which keys a row of a grouping set has.
  static final Set<String> FUNCTIONS = Set.of("grouping", "grouping_id");

  private static final int MAX_SETS = 4096;
  private static final int MAX_CUBE = 12;

  private final AnalysisContext context;
  private final List<GroupKeys.Key> items;
  private final ExpressionAnalyzer expressions;
  private final List<GroupKeys.Key> keys = new ArrayList<>();

  /// `items` is the SELECT list.
  GroupAnalyzer(List<GroupKeys.Key> items, ExpressionAnalyzer expressions) {
    this.context = expressions.context();
    this.items = items;
    this.expressions = expressions;
  }

  static boolean isGrouping(String function) {
    return FUNCTIONS.contains(function.toLowerCase(Locale.ROOT));
  }

  /// Whether the clause is `GROUP BY ALL`, which is so unless a column is called that.
  private boolean isAll(GroupBy group) {
    return group.items().size() == 1
        && group.items().getFirst() instanceof GroupBy.Key(Term.Name name)
        && name.parts().size() == 1
        && name.last().equalsIgnoreCase("all")
        && expressions.scope().findLocal(name, context).isEmpty();
  }

  GroupKeys analyze(GroupBy group) {
    if (isAll(group)) {
      return GroupKeys.all(keysOfAll());
    }
    var form =
        group.items().stream().allMatch(GroupBy.Key.class::isInstance)
            ? GroupKeys.Form.PLAIN
            : GroupKeys.Form.SETS;
    var allSets = sets(group);
    return new GroupKeys(keys, allSets, form);
  }

  /// The items of the SELECT list in which no aggregate and no window stands.
  private List<GroupKeys.Key> keysOfAll() {
    var computed = Expressions.idsOf(later());
    items.stream()
        .filter(item -> Collections.disjoint(Expressions.ids(item.value()), computed))
        .forEach(this::addKey);
    return keys;
  }

  /// The sets of keys are those of the clause's items in each combination.
  private List<List<Integer>> sets(GroupBy group) {
    List<List<Integer>> sets = List.of(List.of());
    for (var item : group.items()) {
      var combined = new ArrayList<List<Integer>>();
      var own = sets(item);
      if ((long) sets.size() * own.size() > MAX_SETS) {
        throw context
            .source()
            .error(group, "GROUP BY has more than %,d sets of keys".formatted(MAX_SETS));
      }
      for (var set : sets) {
        for (var more : own) {
          combined.add(union(set, more));
        }
      }
      sets = combined;
    }
    return sets;
  }

  private static List<Integer> union(List<Integer> left, List<Integer> right) {
    var all = new LinkedHashSet<>(left);
    all.addAll(right);
    return List.copyOf(all);
  }

  private List<List<Integer>> sets(GroupBy.Item item) {
    return switch (item) {
      case GroupBy.Key(Term.Row row) -> List.of(set(row.values()));
      case GroupBy.Key(var term) -> List.of(set(List.of(term)));
      case GroupBy.Keys(_, var terms) -> List.of(set(terms));
      case GroupBy.Rollup rollup -> rollup(parts(rollup.parts()));
      case GroupBy.Cube cube -> cube(cube, parts(cube.parts()));
      case GroupBy.Sets several -> {
        set(several.keys());
        var all = new ArrayList<List<Integer>>();
        several.sets().forEach(one -> all.addAll(sets(one)));
        yield all;
      }
    };
  }

  private List<List<Integer>> parts(List<GroupBy.Keys> parts) {
    return parts.stream().map(part -> set(part.terms())).toList();
  }

  /// The longest beginning first.
  private static List<List<Integer>> rollup(List<List<Integer>> parts) {
    var sets = new ArrayList<List<Integer>>();
    List<Integer> set = List.of();
    sets.add(set);
    for (var part : parts) {
      set = union(set, part);
      sets.addFirst(set);
    }
    return sets;
  }

  private List<List<Integer>> cube(GroupBy.Cube cube, List<List<Integer>> parts) {
    if (parts.size() > MAX_CUBE) {
      throw context.source().error(cube.span(), "CUBE takes at most %d keys".formatted(MAX_CUBE));
    }
    List<List<Integer>> sets = List.of(List.of());
    for (var part : parts) {
      var more = new ArrayList<List<Integer>>();
      for (var set : sets) {
        more.add(union(set, part));
        more.add(set);
      }
      sets = more;
    }
    return sets;
  }

  private List<Integer> set(List<Term> terms) {
    return terms.stream().map(term -> key(term)).distinct().toList();
  }

  /// The place of a key among all.
  private int key(Term term) {
    var ordinal = Ordinals.of(context, Settings.GROUP_BY_ORDINAL, term);
    return addKey(
        ordinal.isPresent()
            ? items.get(Ordinals.place(context, term, ordinal.get(), items.size(), "GROUP BY"))
            : new GroupKeys.Key(
                expressions.analyze(term), new ColumnNames(context.forms()).ofItem(term), term));
  }

  private int addKey(GroupKeys.Key key) {
    refuseLater(key);
    for (int known = 0; known < keys.size(); known++) {
      if (keys.get(known).value().equals(key.value())) {
        return known;
      }
    }
    keys.add(key);
    return keys.size() - 1;
  }

  private void refuseLater(GroupKeys.Key key) {
    var ids = Expressions.ids(key.value());
    if (later().stream().anyMatch(column -> ids.contains(column.id()))) {
      throw context
          .source()
          .error(key.written(), "GROUP BY may hold no aggregate function and no window function");
    }
  }

  /// What is computed of groups.
  private List<Column> later() {
    var later = new ArrayList<Column>();
    expressions.definitions().aggregates().forEach(one -> later.add(one.output()));
    expressions.definitions().windows().forEach(one -> later.add(one.output()));
    return later;
  }
}
