package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.context.Unsupported;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.parse.StatementParser;
import dev.stint.sql.request.View;
import dev.stint.sql.tree.CommonTable;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.SortItem;
import dev.stint.sql.tree.Statement;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns queries into relations. One for each set of WITH names and views that is in force.
public final class QueryAnalyzer {

  /// A name for a query, which is analysed anew at each use, so that each has columns of its own.
  private sealed interface Definition {

    record Named(CommonTable table, QueryAnalyzer definitions, @Nullable Scope outer)
        implements Definition {}

    /// `within` are the views in whose text it is used.
    record Viewed(View view, Set<String> within) implements Definition {}

    /// Rows that are there already, for one use.
    record Given(FromAnalyzer.Source source) implements Definition {}

    /// A query over its own rows.
    record Recursive(CommonTable table, QueryAnalyzer definitions) implements Definition {}
  }

  private final AnalysisContext context;
  private final Map<String, Definition> commonTables;

  /// One for a statement that may use the views of its request.
  public static QueryAnalyzer withViews(AnalysisContext context) {
    return withViews(context, Set.of());
  }

  /// One for the text of views, which none of them may use.
  private static QueryAnalyzer withViews(AnalysisContext context, Set<String> within) {
    var tables = new HashMap<String, Definition>();
    for (var view : context.request().views()) {
      String name = view.name().toLowerCase(Locale.ROOT);
      if (!within.contains(name)) {
        tables.put(name, new Definition.Viewed(view, within));
      }
    }
    return new QueryAnalyzer(context, Map.copyOf(tables));
  }

  private QueryAnalyzer(AnalysisContext context, Map<String, Definition> commonTables) {
    this.context = context;
    this.commonTables = commonTables;
  }

  /// What follows a query: its order and how much of it is wanted.
  record Presentation(Query.@Nullable Sort sort, @Nullable Term offset, @Nullable Term limit) {

    static final Presentation NONE = new Presentation(null, null, null);

    List<SortItem> order() {
      return sort == null ? List.of() : sort.items();
    }

    /// With all columns in the place of `ORDER BY ALL`, which is so unless a column of `scope` is
    /// called that.
    Presentation ordered(int columnCount, Scope scope, AnalysisContext context) {
      return sort != null
              && sort.items().size() == 1
              && sort.items().getFirst().value() instanceof Term.Name name
              && name.parts().size() == 1
              && name.last().equalsIgnoreCase("all")
              && scope.findLocal(name, context).isEmpty()
          ? new Presentation(all(sort, columnCount), offset, limit)
          : this;
    }

    private static Query.Sort all(Query.Sort sort, int columnCount) {
      var item = sort.items().getFirst();
      var items = new ArrayList<SortItem>();
      for (int position = 1; position <= columnCount; position++) {
        var place = new Term.Constant(item.span(), Literal.ofLong(DataType.INT, position));
        items.add(new SortItem(item.span(), place, item.direction(), item.nulls()));
      }
      return new Query.Sort(sort.span(), sort.input(), items);
    }
  }

  /// The rows of a whole statement.
  public Relation statement(Statement statement) {
    return query(statement.query(), null);
  }

  /// The rows of a query; its columns are the query's, in order, under the query's names.
  Relation query(Query query, @Nullable Scope outer) {
    return query(query, outer, Presentation.NONE);
  }

  private Relation query(Query query, @Nullable Scope outer, Presentation presentation) {
    return switch (query) {
      case Query.Select select ->
          new SelectAnalyzer(context, this, outer).analyze(select, presentation);
      case Query.Limit limit ->
          presentation.equals(Presentation.NONE)
              ? query(limit.input(), outer, new Presentation(null, null, limit.count()))
              : presented(query, outer, presentation);
      case Query.Offset offset ->
          presentation.sort() == null && presentation.offset() == null
              ? query(
                  offset.input(),
                  outer,
                  new Presentation(null, offset.count(), presentation.limit()))
              : presented(query, outer, presentation);
      case Query.Sort sort ->
          presentation.sort() == null
              ? query(
                  sort.input(),
                  outer,
                  new Presentation(sort, presentation.offset(), presentation.limit()))
              : presented(query, outer, presentation);
      case Query.With with -> with(with, outer, presentation);
      case Query.SetOperation operation ->
          presented(
              new SetOperationAnalyzer(context, this).analyze(operation, outer),
              outer,
              presentation);
      case Query.Values values -> presented(values(values, outer), outer, presentation);
      case Query.Table _,
          Query.Aliased _,
          Query.Join _,
          Query.Lateral _,
          Query.Sample _,
          Query.TableFunction _,
          Query.Pipe _,
          Query.Pivot _,
          Query.Unpivot _ ->
          source(query, outer, presentation);
    };
  }

  /// The rows of a query that has an order or a limit of its own, in another one.
  private Relation presented(Query query, @Nullable Scope outer, Presentation presentation) {
    return presented(query(query, outer), outer, presentation);
  }

  private Relation presented(Relation rows, @Nullable Scope outer, Presentation presentation) {
    return limited(sorted(rows, presentation, outer), presentation);
  }

  /// The rows of what may stand in FROM, with all columns that `*` means.
  private Relation source(Query query, @Nullable Scope outer, Presentation presentation) {
    var source = new FromAnalyzer(context, this, outer).analyze(query);
    var columns = source.scope().star(null).columns();
    var sorted = sorted(source.relation(), source.scope(), columns, presentation);
    return limited(Relations.select(sorted, columns), presentation);
  }

  private Relation with(Query.With with, @Nullable Scope outer, Presentation presentation) {
    var analyzer = this;
    for (var table : with.tables()) {
      var tables = new HashMap<>(analyzer.commonTables);
      var name = table.name().toLowerCase(Locale.ROOT);
      tables.put(
          name,
          RecursionAnalyzer.isOver(table)
              ? new Definition.Recursive(table, analyzer)
              : new Definition.Named(table, analyzer, outer));
      analyzer = new QueryAnalyzer(context, Map.copyOf(tables));
      // Errors are shown where they stand even if nothing uses the name.
      analyzer.commonTable(name);
    }
    return analyzer.query(with.body(), outer, presentation);
  }

  /// The rows of a WITH name or view, under new column ids.
  Optional<Relation> commonTable(String name) {
    return switch (commonTables.get(name.toLowerCase(Locale.ROOT))) {
      case Definition.Named(var table, var definitions, var outer) ->
          Optional.of(renamed(definitions.query(table.query(), outer), table));
      case Definition.Viewed(var view, var within) -> Optional.of(view(view, within));
      case Definition.Given(var source) -> Optional.of(source.relation());
      case Definition.Recursive(var table, var definitions) ->
          Optional.of(new RecursionAnalyzer(context, definitions).analyze(table));
      case null -> Optional.empty();
    };
  }

  /// One that knows these rows under the name [GivenRows#NAME] too.
  QueryAnalyzer giving(FromAnalyzer.Source source) {
    return giving(GivenRows.NAME, source);
  }

  /// One that knows these rows under a name too, for one use.
  QueryAnalyzer giving(String name, FromAnalyzer.Source source) {
    var tables = new HashMap<>(commonTables);
    tables.put(name.toLowerCase(Locale.ROOT), new Definition.Given(source));
    return new QueryAnalyzer(context, Map.copyOf(tables));
  }

  Optional<FromAnalyzer.Source> given(String name) {
    return commonTables.get(name) instanceof Definition.Given(var source)
        ? Optional.of(source)
        : Optional.empty();
  }

  /// The rows of a view, whose text has errors of its own.
  private Relation view(View view, Set<String> within) {
    var names = new HashSet<>(within);
    names.add(view.name().toLowerCase(Locale.ROOT));
    var context = this.context.with(view.settings());
    TimeZones.requireSame(this.context, context, view);
    var statement = StatementParser.parse(view, new KnownNames(context));
    var inside = context.of(statement);
    var now = withViews(inside, Set.copyOf(names)).statement(statement);
    var rows = new ViewColumns(inside, view, statement.query()).of(now);
    return view.columns().isEmpty() ? rows : renamed(rows, view.columns(), statement.query());
  }

  private Relation renamed(Relation rows, CommonTable table) {
    return table.columns().isEmpty() ? rows : renamed(rows, table.columns(), table);
  }

  private Relation renamed(Relation rows, List<String> names, Tree place) {
    if (names.size() != rows.columns().size()) {
      throw context
          .source()
          .error(place, "%d names for %d columns".formatted(names.size(), rows.columns().size()));
    }
    var columns = new ArrayList<Column>();
    for (int index = 0; index < names.size(); index++) {
      columns.add(rows.columns().get(index).named(names.get(index)));
    }
    return Relations.select(rows, columns);
  }

  Collection<String> commonTableNames() {
    return commonTables.keySet().stream().filter(name -> !name.equals(GivenRows.NAME)).toList();
  }

  private Relation values(Query.Values values, @Nullable Scope outer) {
    var expressions =
        ExpressionAnalyzer.of(context, this, Scope.empty(outer), Clause.plain("VALUES"));
    var rows = new ArrayList<List<Expression>>();
    for (var row : values.rows()) {
      var terms = row instanceof Term.Row(_, var several) ? several : List.of(row);
      rows.add(terms.stream().map(expressions::analyze).toList());
      if (!expressions.definitions().subqueries().isEmpty()) {
        throw Unsupported.notSupported(context, row, "a subquery in VALUES; write SELECT");
      }
      if (rows.getFirst().size() != terms.size()) {
        throw context
            .source()
            .error(
                row,
                "this row has %d values, the first %d"
                    .formatted(terms.size(), rows.getFirst().size()));
      }
    }
    return new ValuesBuilder(context).build(values, rows);
  }

  /// In the order of expressions over the relation's own columns.
  private Relation sorted(Relation rows, Presentation given, @Nullable Scope outer) {
    return sorted(rows, Scope.of(null, rows.columns(), outer), rows.columns(), given);
  }

  /// In the order of expressions over the columns of `scope`; `outputs` are those that positions
  /// mean.
  Relation sorted(Relation rows, Scope scope, List<Column> outputs, Presentation given) {
    if (given.order().isEmpty()) {
      return rows;
    }
    var presentation = given.ordered(outputs.size(), scope, context);
    var expressions = ExpressionAnalyzer.of(context, this, scope, Clause.plain("ORDER BY"));
    var order = new OrderAnalyzer(context, outputs);
    for (var item : presentation.order()) {
      order.add(item, expressions::analyze);
    }
    var computed = order.computed();
    var attached = new Rows(expressions, rows, List.of());
    attached.attach(order.expressions());
    var extended =
        computed.isEmpty()
            ? attached.relation()
            : Relations.extend(attached.relation(), computed, order.expressions());
    int distributed = presentation.sort() == null ? 0 : presentation.sort().distributed();
    return Relations.select(
        Distributions.sorted(extended, order.keys(), distributed), rows.columns());
  }

  Relation limited(Relation rows, Presentation presentation) {
    if (presentation.limit() == null && presentation.offset() == null) {
      return rows;
    }
    long limit =
        presentation.limit() == null ? Long.MAX_VALUE : count(presentation.limit(), "LIMIT");
    long offset = presentation.offset() == null ? 0 : count(presentation.offset(), "OFFSET");
    return new Limit(rows, limit, offset);
  }

  private long count(Term term, String clause) {
    var constant =
        term instanceof Term.Name ? Optional.<Literal>empty() : Variables.constant(context, term);
    return constant
        .filter(literal -> literal.type().isInteger() && literal.text() != null)
        .map(literal -> Long.parseLong(String.valueOf(literal.text())))
        .filter(number -> number >= 0)
        .orElseThrow(
            () -> context.source().error(term, clause + " needs a whole number, at least 0"));
  }

  static Values noColumns() {
    return new Values(List.of(), List.of(List.of()));
  }
}
