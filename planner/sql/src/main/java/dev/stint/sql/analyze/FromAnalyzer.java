package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.context.Unsupported;
import dev.stint.sql.function.FunctionCall;
import dev.stint.sql.function.ScalarFunctions;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Query.Match;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Term.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Turns what follows FROM into a relation and the names of its columns.
final class FromAnalyzer {

  /// A relation and the names under which its columns are known.
  record Source(Relation relation, Scope scope) {}

  private final AnalysisContext context;
  private final QueryAnalyzer queries;
  private final @Nullable Scope outer;

  FromAnalyzer(AnalysisContext context, QueryAnalyzer queries, @Nullable Scope outer) {
    this.context = context;
    this.queries = queries;
    this.outer = outer;
  }

  Source analyze(Query query) {
    return switch (query) {
      case Query.Table table -> table(table);
      case Query.Aliased aliased -> named(aliased);
      case Query.Join join -> join(join);
      case Query.Lateral lateral -> analyze(lateral.input());
      case Query.Sample sample -> sample(sample);
      case Query.TableFunction function -> function(function);
      case Query.Pipe(var span, var input, var step) ->
          new PipeAnalyzer(context, queries, analyze(input), span).apply(step);
      case Query.Pivot pivot ->
          new PivotAnalyzer(context, queries, pivot, analyze(pivot.input())).analyze();
      case Query.Unpivot unpivot ->
          new UnpivotAnalyzer(context, unpivot, analyze(unpivot.input())).analyze();
      case Query.Select _,
          Query.SetOperation _,
          Query.With _,
          Query.Sort _,
          Query.Limit _,
          Query.Offset _,
          Query.Values _ -> {
        var rows = queries.query(query, outer);
        yield new Source(rows, Scope.of(null, rows.columns(), outer));
      }
    };
  }

  /// A number by chance for each row, which is the same whenever its task is tried.
  private Source sample(Query.Sample sample) {
    var source = analyze(sample.input());
    if (sample.share() >= 1) {
      return source;
    }
    if (sample.share() > 0 && !ScalarFunctions.isKnown("rand")) {
      throw Unsupported.notSupported(context, sample, "TABLESAMPLE of a part of the rows");
    }
    if (sample.share() <= 0) {
      return new Source(
          Relations.filter(source.relation(), List.of(Literal.FALSE)), source.scope());
    }
    var given = sample.seed();
    long seed = given == null ? context.request().now().toEpochMilli() : given;
    var chance =
        ScalarFunctions.build(
            new FunctionCall(
                "rand", List.of(Literal.ofLong(DataType.BIGINT, seed)), sample, context));
    var share = new Literal(DataType.DOUBLE, Double.toString(sample.share()));
    var isTaken = Call.of(ScalarFunction.LESS, DataType.BOOLEAN, chance, share);
    return new Source(Relations.filter(source.relation(), List.of(isTaken)), source.scope());
  }

  private Source function(Query.TableFunction function) {
    var clause = Clause.plain("a table function");
    var expressions = ExpressionAnalyzer.of(context, queries, Scope.empty(outer), clause);
    var written = SqlFunctions.find(context, function.name());
    if (written.isPresent()) {
      var source = new SqlFunctions(expressions).rows(function, written.get(), queries);
      return new Source(source.relation(), new Scope(source.scope().entries(), outer));
    }
    var rows = new TableFunctions(context).analyze(function, expressions);
    return new Source(rows, Scope.of(function.name(), rows.columns(), outer));
  }

  private Source table(Query.Table named) {
    var names = named.name();
    boolean isInSchema = names.size() > 1 && !TablePaths.isPath(names) && Scope.isSchema(names);
    if (isInSchema) {
      names = List.of(names.getLast());
    }
    if (names.size() == 1) {
      var given = queries.given(names.getFirst());
      if (given.isPresent()) {
        return given.get();
      }
      var common = queries.commonTable(names.getFirst());
      if (common.isPresent()) {
        var relation = common.get();
        return new Source(relation, Scope.of(names.getFirst(), relation.columns(), outer));
      }
    }
    var table = find(named, names);
    var columns = new ArrayList<Column>();
    for (Field field : table.schema().fields()) {
      columns.add(context.ids().column(field.name(), field.type(), field.isNullable()));
    }
    var scan = new Scan(table, columns, List.of(), List.of(), table.splits());
    var rows = new LimitedText(context).read(table, scan);
    var known = new ArrayList<>(rows.columns());
    for (var column : table.unreadable()) {
      known.add(context.ids().unreadable(column.name(), column.reason()));
    }
    String qualifier = names.size() == 1 ? names.getFirst() : null;
    return new Source(rows, Scope.of(qualifier, known, outer));
  }

  private Table find(Query.Table named, List<String> names) {
    Catalog catalog = context.request().catalog();
    if (TablePaths.isPath(names)) {
      return catalog.open(TablePaths.format(names), names.getLast());
    }
    String name = String.join(".", names);
    return catalog.find(name).orElseThrow(() -> context.source().error(named, unknown(name)));
  }

  private String unknown(String name) {
    var known = new LinkedHashSet<>(context.request().catalog().names());
    known.addAll(queries.commonTableNames());
    var suggestion = NearestName.suggestion(name, known);
    if (!suggestion.isEmpty()) {
      return "no table is called '" + name + "'" + suggestion;
    }
    return "no table is called '%s'; %s, or read files in place: parquet.`path`, csv.`path`, json.`path`"
        .formatted(
            name, known.isEmpty() ? "none is defined" : "known are " + String.join(", ", known));
  }

  private Source named(Query.Aliased aliased) {
    var source = analyze(aliased.input());
    var columns = source.scope().star(null).columns();
    if (!aliased.columns().isEmpty()) {
      Scope.refuseUnreadable(columns, aliased, context);
      columns = renamed(aliased, columns);
      source = new Source(rename(source.relation(), columns), source.scope());
    }
    return new Source(source.relation(), Scope.of(aliased.name(), columns, outer));
  }

  private List<Column> renamed(Query.Aliased aliased, List<Column> columns) {
    var names = aliased.columns();
    if (names.size() != columns.size()) {
      throw context
          .source()
          .error(aliased, "%d names for %d columns".formatted(names.size(), columns.size()));
    }
    var named = new ArrayList<Column>();
    for (int index = 0; index < names.size(); index++) {
      named.add(columns.get(index).named(names.get(index)));
    }
    return named;
  }

  private static Relation rename(Relation relation, List<Column> columns) {
    return Relations.select(relation, columns);
  }

  private Source join(Query.Join join) {
    var left = analyze(join.left());
    if (join.right() instanceof Query.Lateral lateral) {
      var dependent = lateral(lateral, left);
      return LateralJoins.isDependent(left, dependent)
          ? new LateralJoins(context, queries).join(join, left, dependent)
          : join(join, left, dependent);
    }
    return join(join, left, analyze(join.right()));
  }

  private Source join(Query.Join join, Source left, Source right) {
    var kind = kind(join.type());
    return switch (join.match()) {
      case Match.All() -> on(null, kind, left, right);
      case Match.On(var condition) -> on(condition, kind, left, right);
      case Match.Using(var names) ->
          using(names, left, right, kind, (name, scope) -> scope.resolve(name, context));
      case Match.Natural() ->
          using(common(join, left.scope(), right.scope()), left, right, kind, Scope::first);
    };
  }

  /// The right side of a join that may use the columns of the left one.
  private Source lateral(Query.Lateral lateral, Source left) {
    var around = new Scope(left.scope().entries(), outer);
    var right = new FromAnalyzer(context, queries, around).analyze(lateral.input());
    return new Source(right.relation(), new Scope(right.scope().entries(), outer));
  }

  private Source on(@Nullable Term condition, JoinKind kind, Source left, Source right) {
    var both = left.scope().with(right.scope());
    var relation = joined(condition, kind, left, right, both);
    return new Source(relation, visible(kind, left.scope(), both, relation));
  }

  /// The names after the join, with what an outer join made nullable.
  static Scope visible(JoinKind kind, Scope left, Scope both, Relation relation) {
    var columns = Relations.columnsById(relation.columns());
    var scope = kind.isLeftOnly() ? left : both;
    return new Scope(
        scope.entries().stream()
            .map(
                entry ->
                    new Scope.Entry(
                        entry.qualifier(),
                        columns
                            .getOrDefault(entry.column().id(), entry.column())
                            .named(entry.column().name()),
                        entry.isMerged()))
            .toList(),
        scope.outer());
  }

  private static JoinKind kind(Query.JoinType type) {
    return switch (type) {
      case INNER -> JoinKind.INNER;
      case LEFT -> JoinKind.LEFT;
      case RIGHT -> JoinKind.RIGHT;
      case FULL -> JoinKind.FULL;
      case SEMI -> JoinKind.SEMI;
      case ANTI -> JoinKind.ANTI;
    };
  }

  private Relation joined(
      @Nullable Term term, JoinKind kind, Source left, Source right, Scope both) {
    if (term == null) {
      return new Join(left.relation(), right.relation(), kind, List.of());
    }
    var expressions = ExpressionAnalyzer.of(context, queries, both, Clause.plain("ON"));
    var condition = expressions.condition(term);
    var conditions = Expressions.conjuncts(condition);
    boolean hasSubqueries = !expressions.definitions().subqueries().isEmpty();
    if (kind == JoinKind.INNER && hasSubqueries) {
      var pairs = new Join(left.relation(), right.relation(), kind, List.of());
      var rows = new Rows(expressions, pairs, conditions);
      rows.keep(new Resolved(term, condition));
      return rows.relation();
    }
    var sides = Sides.of(left.relation(), right.relation(), expressions);
    return new Join(sides.left(), sides.right(), kind, conditions);
  }

  private Source using(
      List<Name> names,
      Source left,
      Source right,
      JoinKind kind,
      BiFunction<Name, Scope, Column> resolver) {
    var conditions = new ArrayList<Expression>();
    var merged = new ArrayList<Scope.Entry>();
    var computed = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    var hidden = new HashSet<Integer>();
    for (var identifier : names) {
      var first = resolver.apply(identifier, left.scope());
      var second = resolver.apply(identifier, right.scope());
      var pair =
          new FunctionCall("USING", List.of(first.ref(), second.ref()), identifier, context)
              .common(0);
      conditions.add(Expressions.equal(pair.get(0), pair.get(1)));
      hidden.add(first.id());
      hidden.add(second.id());
      if (kind == JoinKind.FULL) {
        var value = Call.of(ScalarFunction.COALESCE, pair.get(0).type(), pair.get(0), pair.get(1));
        var column = context.ids().columnFor(first.name(), value, true);
        computed.add(column);
        values.add(value);
        merged.add(new Scope.Entry(null, column, false));
      } else {
        merged.add(new Scope.Entry(null, kind == JoinKind.RIGHT ? second : first, false));
      }
    }
    Relation relation = new Join(left.relation(), right.relation(), kind, conditions);
    var both = left.scope().with(right.scope());
    for (var entry : visible(kind, left.scope(), both, relation).entries()) {
      boolean isMerged = entry.isMerged() || hidden.contains(entry.column().id());
      merged.add(new Scope.Entry(entry.qualifier(), entry.column(), isMerged));
    }
    if (!computed.isEmpty()) {
      relation = Relations.extend(relation, computed, values);
    }
    return new Source(relation, new Scope(merged, outer));
  }

  /// The names that both sides have.
  private List<Name> common(Query.Join join, Scope left, Scope right) {
    var names = new ArrayList<Name>();
    var others = new ArrayList<>(right.star(null).columns());
    for (var column : left.star(null).columns()) {
      // Each column of the right side goes with one of the left side alone.
      var other = others.stream().filter(one -> one.name().equalsIgnoreCase(column.name()));
      if (other.findFirst().map(others::remove).orElse(false)) {
        names.add(new Name(join.span(), List.of(column.name())));
      }
    }
    return names;
  }
}
