package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import dev.stint.sql.analyze.QueryAnalyzer.Presentation;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.context.Unsupported;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.request.Settings;
import dev.stint.sql.tree.GroupBy;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Query.Select;
import dev.stint.sql.tree.SortItem;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns one SELECT into a relation, in phases: all its terms are resolved first, then what they
/// need is computed, clause by clause. Used once.
final class SelectAnalyzer {

  /// An item of the SELECT list, stars expanded: its term as it was written, what it means, and the
  /// name of its column.
  private record Item(Term term, Expression value, String name) {

    boolean isCalled(String alias) {
      return !(term instanceof Term.Star) && name.equalsIgnoreCase(alias);
    }

    Resolved resolved() {
      return new Resolved(term, value);
    }
  }

  private static final Set<Clause.Kind> AGGREGATES = Set.of(Clause.Kind.AGGREGATES);
  private static final Set<Clause.Kind> ALL = Set.of(Clause.Kind.values());

  private final AnalysisContext context;
  private final QueryAnalyzer queries;
  private final @Nullable Scope outer;
  private final List<Item> items = new ArrayList<>();

  /// The call of `stack` in the list, and what it gives.
  private Term.@Nullable Call stacked;

  private @Nullable Stack stack;

  SelectAnalyzer(AnalysisContext context, QueryAnalyzer queries, @Nullable Scope outer) {
    this.context = context;
    this.queries = queries;
    this.outer = outer;
  }

  Relation analyze(Select select, Presentation given) {
    var source = InputFiles.of(from(select.from()), select, given.order(), context);
    Hints.join(select.hints(), source.scope(), context);
    var where = ExpressionAnalyzer.of(context, queries, source.scope(), Clause.plain("WHERE"));
    var conditions = conditions(where, select.where());
    select
        .items()
        .forEach(item -> addItem(item, where.in(clause("SELECT", ALL, Clause.Precedence.COLUMNS))));
    var presentation = given.ordered(items.size(), source.scope(), context);
    var keys = keys(select.groupBy(), where.in(groupBy()));
    var order = order(presentation, where.in(clause("ORDER BY", ALL, Clause.Precedence.ALIASES)));
    var having = having(where.in(having(keys)), select.having());
    var qualify =
        conditions(where.in(clause("QUALIFY", ALL, Clause.Precedence.COLUMNS)), select.qualify());
    requireWindow(select, where);
    boolean isGrouped =
        select.groupBy() != null
            || (select.having() != null && !context.settings().isOn(Settings.HAVING_AS_WHERE))
            || !where.definitions().aggregates().isEmpty();

    var rows = new Rows(where, source.relation(), all(conditions, keys, having, qualify, order));
    conditions.forEach(rows::keep);
    if (isGrouped) {
      rows.group(keys);
    }
    having.forEach(rows::keep);
    rows.window();
    qualify.forEach(rows::keep);
    return present(select, presentation, rows, order);
  }

  private void requireWindow(Select select, ExpressionAnalyzer expressions) {
    if (select.qualify() != null && expressions.definitions().windows().isEmpty()) {
      throw context
          .source()
          .error(
              select.qualify(),
              "QUALIFY needs a window function here or in the SELECT list; use WHERE or HAVING");
    }
  }

  private FromAnalyzer.Source from(@Nullable Query query) {
    return query == null
        ? new FromAnalyzer.Source(QueryAnalyzer.noColumns(), Scope.empty(outer))
        : new FromAnalyzer(context, queries, outer).analyze(query);
  }

  private static List<Resolved> conditions(ExpressionAnalyzer expressions, @Nullable Term term) {
    return term == null ? List.of() : List.of(new Resolved(term, expressions.condition(term)));
  }

  /// As in Spark a number in HAVING is true where it is not 0, which it is nowhere else.
  private List<Resolved> having(ExpressionAnalyzer expressions, @Nullable Term term) {
    if (term == null) {
      return List.of();
    }
    var value = expressions.analyze(term);
    if (value.type().equals(DataType.BOOLEAN)) {
      return List.of(new Resolved(term, value));
    }
    return value.type().isNumeric()
        ? List.of(new Resolved(term, context.coercion().cast(value, DataType.BOOLEAN)))
        : conditions(expressions, term);
  }

  private Clause clause(String name, Set<Clause.Kind> allowed, Clause.Precedence precedence) {
    return new Clause(name, allowed, this::alias, precedence, GroupKeys.none());
  }

  private Clause groupBy() {
    return context.settings().isOn(Settings.GROUP_BY_ALIASES)
        ? clause("GROUP BY", Set.of(), Clause.Precedence.COLUMNS)
        : Clause.plain("GROUP BY");
  }

  private Clause having(GroupKeys keys) {
    return new Clause("HAVING", AGGREGATES, this::alias, Clause.Precedence.KEYS, keys);
  }

  /// What the SELECT list calls by that name. In the list itself an item sees those before it, as
  /// in Spark.
  private Optional<Expression> alias(String name) {
    return items.stream().filter(item -> item.isCalled(name)).map(Item::value).findFirst();
  }

  private void addItem(Term item, ExpressionAnalyzer expressions) {
    switch (item) {
      case Term.Star star ->
          StarColumns.of(star, expressions.scope(), context)
              .forEach(column -> items.add(new Item(star, column.ref(), column.name())));
      case Term.Alias(_, var value, var names) -> {
        if (value instanceof Term.Call call && Generators.isGenerator(call)) {
          generate(call, names, expressions);
          return;
        }
        if (names.size() > 1) {
          throw Unsupported.notSupported(context, item, "several names for one value");
        }
        items.add(new Item(item, expressions.analyze(value), names.getFirst()));
      }
      case Term.Name name -> items.add(new Item(name, expressions.analyze(name), name.last()));
      case Term.Call call when Generators.isGenerator(call) ->
          generate(call, List.of(), expressions);
      default ->
          items.add(
              new Item(
                  item, expressions.analyze(item), new ColumnNames(context.forms()).ofItem(item)));
    }
  }

  /// Several columns, called as `names` say unless that is empty.
  private void generate(Term.Call call, List<String> names, ExpressionAnalyzer expressions) {
    var values = new ArrayList<Expression>();
    var called = new ArrayList<>(names);
    if (Generators.isStack(call)) {
      if (stacked != null) {
        throw expressions.error(call, "one stack in a SELECT list; use LATERAL for another");
      }
      stacked = call;
      stack = Stack.of(call, call.arguments(), expressions);
      stack.columns().forEach(column -> values.add(column.ref()));
    } else {
      values.addAll(Generators.jsonTuple(call, call.arguments(), expressions));
    }
    if (names.isEmpty()) {
      called.addAll(Generators.names(call, values.size()));
    }
    if (called.size() != values.size()) {
      throw expressions.error(
          call, "%s gives %d columns, not %d".formatted(call.name(), values.size(), called.size()));
    }
    for (int index = 0; index < values.size(); index++) {
      items.add(new Item(call, values.get(index), called.get(index)));
    }
  }

  private GroupKeys keys(@Nullable GroupBy groups, ExpressionAnalyzer expressions) {
    if (groups == null) {
      return GroupKeys.none();
    }
    var list =
        items.stream().map(item -> new GroupKeys.Key(item.value(), item.name(), item.term()));
    return new GroupAnalyzer(list.toList(), expressions).analyze(groups);
  }

  /// The items of ORDER BY that are no positions.
  private List<Resolved> order(Presentation presentation, ExpressionAnalyzer expressions) {
    return presentation.order().stream()
        .map(SortItem::value)
        .filter(term -> Ordinals.of(context, Settings.ORDER_BY_ORDINAL, term).isEmpty())
        .map(term -> new Resolved(term, expressions.analyze(term)))
        .toList();
  }

  private List<Expression> all(
      List<Resolved> where,
      GroupKeys keys,
      List<Resolved> having,
      List<Resolved> qualify,
      List<Resolved> order) {
    var all = new ArrayList<>(keys.values());
    items.forEach(item -> all.add(item.value()));
    stackValues().forEach(value -> all.add(value.value()));
    order.forEach(item -> all.add(item.value()));
    for (var conditions : List.of(where, having, qualify)) {
      conditions.forEach(one -> all.addAll(Expressions.conjuncts(one.value())));
    }
    return all;
  }

  private Relation present(
      Select select, Presentation presentation, Rows rows, List<Resolved> order) {
    var plain =
        items.stream().filter(item -> !item.term().equals(stacked)).map(Item::resolved).toList();
    var all = new ArrayList<>(plain);
    all.addAll(order);
    all.addAll(stackValues());
    var computed = rows.computed(all);
    var values = values(computed.subList(0, plain.size()));
    var meanings = new HashMap<Term, Expression>();
    for (int index = 0; index < order.size(); index++) {
      meanings.put(order.get(index).term(), computed.get(plain.size() + index));
    }
    var names = items.stream().map(Item::name).toList();
    var below =
        stack == null
            ? rows.relation()
            : stack.over(
                rows.relation(), computed.subList(plain.size() + order.size(), computed.size()));
    var projection = new Projection(context, below, names, values);
    var sort = presentation.sort();
    var result =
        sort == null
            ? projection.rows(select.quantifier())
            : projection.sorted(select.quantifier(), sort, meanings);
    return queries.limited(Hints.distribute(select.hints(), result, context), presentation);
  }

  private List<Resolved> stackValues() {
    var call = stacked;
    return stack == null || call == null
        ? List.of()
        : stack.values().stream().map(value -> new Resolved(call, value)).toList();
  }

  /// The list's values, of which `plain` are those that are no columns of the stack.
  private List<Expression> values(List<Expression> plain) {
    var values = new ArrayList<Expression>();
    int next = 0;
    for (var item : items) {
      values.add(item.term().equals(stacked) ? item.value() : plain.get(next++));
    }
    return values;
  }
}
