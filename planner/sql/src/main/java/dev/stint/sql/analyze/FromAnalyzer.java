package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.type.Field;
import dev.stint.sql.catalog.Catalog;
import dev.stint.sql.catalog.Table;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.parse.Marks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
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

  Source analyze(SqlNode node) {
    if (ExpressionAnalyzer.isQuery(node)) {
      var query = queries.query(node, outer);
      return new Source(query, Scope.of(null, query.columns(), outer));
    }
    return switch (node.getKind()) {
      case IDENTIFIER -> table((SqlIdentifier) node);
      case TABLE_REF -> tableReference((SqlCall) node);
      case AS -> named((SqlCall) node);
      case JOIN -> join((SqlJoin) node);
      default ->
          throw node instanceof SqlCall call
              ? Unsupported.at(context, call)
              : context.source().error(node, "this cannot stand in FROM");
    };
  }

  private Source tableReference(SqlCall reference) {
    if (!((SqlNodeList) reference.operand(1)).isEmpty()) {
      throw Unsupported.notSupported(context, reference, "a hint");
    }
    return table(reference.operand(0));
  }

  private Source table(SqlIdentifier identifier) {
    var names = Marks.names(identifier);
    if (names.size() == 1) {
      var common = queries.commonTable(names.getFirst());
      if (common.isPresent()) {
        var relation = common.get();
        return new Source(relation, Scope.of(names.getFirst(), relation.columns(), outer));
      }
    }
    var table = find(identifier, names);
    var columns = new ArrayList<Column>();
    for (Field field : table.schema().fields()) {
      columns.add(context.ids().column(field.name(), field.type(), field.isNullable()));
    }
    var known = new ArrayList<>(columns);
    for (var column : table.unreadable()) {
      known.add(context.ids().unreadable(column.name(), column.reason()));
    }
    String qualifier = names.size() == 1 ? names.getFirst() : null;
    return new Source(
        new Scan(table, columns, List.of(), List.of(), table.splits()),
        Scope.of(qualifier, known, outer));
  }

  private Table find(SqlIdentifier identifier, List<String> names) {
    Catalog catalog = context.request().catalog();
    if (TablePaths.isPath(names)) {
      return catalog.open(FileFormat.of(names.getFirst(), Map.of()), names.getLast());
    }
    String name = String.join(".", names);
    return catalog.find(name).orElseThrow(() -> context.source().error(identifier, unknown(name)));
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

  private Source named(SqlCall as) {
    var source = analyze(as.operand(0));
    var alias = Marks.names(as.operand(1)).getFirst();
    var columns = source.scope().star(null).columns();
    if (as.operandCount() > 2) {
      Scope.refuseUnreadable(columns, as, context);
      columns = renamed(as, columns);
      source = new Source(rename(source.relation(), columns), source.scope());
    }
    return new Source(source.relation(), Scope.of(alias, columns, outer));
  }

  private List<Column> renamed(SqlCall as, List<Column> columns) {
    int count = as.operandCount() - 2;
    if (count != columns.size()) {
      throw context.source().error(as, "%d names for %d columns".formatted(count, columns.size()));
    }
    var named = new ArrayList<Column>();
    for (int index = 0; index < count; index++) {
      var name = Marks.names(as.operand(index + 2)).getFirst();
      named.add(columns.get(index).named(name));
    }
    return named;
  }

  private static Relation rename(Relation relation, List<Column> columns) {
    return Relations.select(relation, columns);
  }

  private Source join(SqlJoin join) {
    var left = analyze(join.getLeft());
    var right = analyze(join.getRight());
    var filtering = context.marks().filteringJoin(join);
    var kind =
        filtering.isPresent()
            ? filtering.get() == Marks.FilteringJoin.SEMI ? JoinKind.SEMI : JoinKind.ANTI
            : kind(join);
    var both = left.scope().with(right.scope());
    boolean isUsing = join.getConditionType() == JoinConditionType.USING || join.isNatural();
    if (isUsing) {
      return using(join, left, right, kind);
    }
    var relation = joined(join.getCondition(), kind, left, right, both);
    return new Source(relation, visible(kind, left.scope(), both, relation));
  }

  /// The names after the join, with what an outer join made nullable.
  private static Scope visible(JoinKind kind, Scope left, Scope both, Relation relation) {
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

  private JoinKind kind(SqlJoin join) {
    return switch (join.getJoinType()) {
      case INNER, CROSS, COMMA -> JoinKind.INNER;
      case LEFT -> JoinKind.LEFT;
      case RIGHT -> JoinKind.RIGHT;
      case FULL -> JoinKind.FULL;
      case LEFT_SEMI_JOIN -> JoinKind.SEMI;
      default ->
          throw Unsupported.notSupported(
              context, join, join.getJoinType().name().replace('_', ' ') + " JOIN");
    };
  }

  private Relation joined(
      @Nullable SqlNode node, JoinKind kind, Source left, Source right, Scope both) {
    if (node == null) {
      return new Join(left.relation(), right.relation(), kind, List.of());
    }
    var subqueries = new Subqueries(context, queries);
    var conditions = Expressions.conjuncts(analyzer(both, subqueries).condition(node));
    if (kind == JoinKind.INNER && !subqueries.isEmpty()) {
      var pairs = new Join(left.relation(), right.relation(), kind, List.of());
      var filtering = new Subqueries(context, queries);
      return filtering.where(pairs, node, analyzer(both, filtering), UnaryOperator.identity());
    }
    var sides = subqueries.attach(left.relation(), right.relation());
    return new Join(sides.left(), sides.right(), kind, conditions);
  }

  private ExpressionAnalyzer analyzer(Scope scope, Subqueries subqueries) {
    return new ExpressionAnalyzer(
        context, scope, ExpressionAnalyzer.Clause.plain("ON"), subqueries);
  }

  private Source using(SqlJoin join, Source left, Source right, JoinKind kind) {
    var conditions = new ArrayList<Expression>();
    var merged = new ArrayList<Scope.Entry>();
    var computed = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    var hidden = new HashSet<Integer>();
    for (var identifier : usingNames(join, left.scope(), right.scope())) {
      var first = left.scope().resolve(identifier, context);
      var second = right.scope().resolve(identifier, context);
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

  private List<SqlIdentifier> usingNames(SqlJoin join, Scope left, Scope right) {
    var names = new ArrayList<SqlIdentifier>();
    if (join.getConditionType() == JoinConditionType.USING && join.getCondition() != null) {
      var list =
          join.getCondition() instanceof SqlNodeList many
              ? many.getList()
              : List.of(join.getCondition());
      list.forEach(node -> names.add((SqlIdentifier) node));
      return names;
    }
    for (var column : left.star(null).columns()) {
      var identifier = new SqlIdentifier(column.name(), join.getParserPosition());
      if (right.findLocal(identifier, context).isPresent()) {
        names.add(identifier);
      }
    }
    return names;
  }
}
