package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Sort;
import dev.stint.sql.logical.Relation.Values;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.parse.Marks;
import dev.stint.sql.parse.StatementParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.jspecify.annotations.Nullable;

/// Turns queries into relations. One for each set of WITH names and views that is in force.
public final class QueryAnalyzer {

  /// A name for a query, which is analysed anew at each use, so that each has columns of its own.
  private sealed interface CommonTable {

    record WithItem(SqlWithItem item, QueryAnalyzer definitions) implements CommonTable {}

    record ViewStatement(StatementParser.Statement statement, QueryAnalyzer definitions)
        implements CommonTable {}
  }

  private final AnalysisContext context;
  private final Map<String, CommonTable> commonTables;

  /// One for a statement that may use the views of its request.
  public static QueryAnalyzer withViews(AnalysisContext context) {
    var tables = new HashMap<String, CommonTable>();
    for (var view : context.request().views()) {
      var statement = StatementParser.parse(view);
      var definitions = new QueryAnalyzer(context.ofView(statement), Map.copyOf(tables));
      tables.put(
          view.name().toLowerCase(Locale.ROOT),
          new CommonTable.ViewStatement(statement, definitions));
    }
    return new QueryAnalyzer(context, Map.copyOf(tables));
  }

  private QueryAnalyzer(AnalysisContext context, Map<String, CommonTable> commonTables) {
    this.context = context;
    this.commonTables = commonTables;
  }

  /// What follows a query: its order and how much of it is wanted.
  record Presentation(SqlNodeList order, @Nullable SqlNode offset, @Nullable SqlNode limit) {
    static final Presentation NONE = new Presentation(SqlNodeList.EMPTY, null, null);
  }

  /// The rows of a whole statement, no part of which was left out.
  public Relation statement(StatementParser.Statement statement) {
    var rows = query(statement.tree(), null);
    statement.marks().requireAllTaken(statement.source());
    return rows;
  }

  /// The rows of a query; its columns are the query's, in order, under the query's names.
  Relation query(SqlNode node, @Nullable Scope outer) {
    return query(node, outer, Presentation.NONE);
  }

  private Relation query(SqlNode node, @Nullable Scope outer, Presentation presentation) {
    return switch (node) {
      case SqlSelect select ->
          new SelectAnalyzer(context, this, outer).analyze(select, presentation);
      case SqlOrderBy ordered -> ordered(ordered, outer, presentation);
      case SqlWith with -> with(with, outer, presentation);
      case SqlCall call -> {
        var rows = call(call, outer);
        yield limited(sorted(rows, presentation, outer), presentation);
      }
      default -> throw context.source().error(node, "this is not a query");
    };
  }

  private Relation ordered(SqlOrderBy ordered, @Nullable Scope outer, Presentation outerOne) {
    var own = new Presentation(ordered.orderList, ordered.offset, ordered.fetch);
    boolean isAlone = outerOne.equals(Presentation.NONE);
    var rows = query(ordered.query, outer, own);
    return isAlone ? rows : limited(sorted(rows, outerOne, outer), outerOne);
  }

  private Relation call(SqlCall call, @Nullable Scope outer) {
    return switch (call.getKind()) {
      case UNION, INTERSECT, EXCEPT -> new SetOperationAnalyzer(context, this).analyze(call, outer);
      case VALUES -> values(call, outer);
      default -> throw Unsupported.at(context, call);
    };
  }

  private Relation with(SqlWith with, @Nullable Scope outer, Presentation presentation) {
    var analyzer = this;
    for (var node : with.withList) {
      var item = (SqlWithItem) node;
      if (item.recursive != null && item.recursive.booleanValue()) {
        throw Unsupported.notSupported(context, item, "WITH RECURSIVE");
      }
      var tables = new HashMap<>(analyzer.commonTables);
      var name = Marks.names(item.name).getFirst().toLowerCase(Locale.ROOT);
      tables.put(name, new CommonTable.WithItem(item, analyzer));
      analyzer = new QueryAnalyzer(context, Map.copyOf(tables));
      // Errors are shown where they stand even if nothing uses the name.
      analyzer.commonTable(name);
    }
    return analyzer.query(with.body, outer, presentation);
  }

  /// The rows of a WITH name or view, under new column ids.
  Optional<Relation> commonTable(String name) {
    return switch (commonTables.get(name.toLowerCase(Locale.ROOT))) {
      case CommonTable.WithItem(var item, var definitions) ->
          Optional.of(renamed(definitions.query(item.query, null), item));
      case CommonTable.ViewStatement(var statement, var definitions) ->
          Optional.of(definitions.statement(statement));
      case null -> Optional.empty();
    };
  }

  private Relation renamed(Relation rows, SqlWithItem item) {
    var names = item.columnList;
    if (names == null) {
      return rows;
    }
    if (names.size() != rows.columns().size()) {
      throw context
          .source()
          .error(
              item.name, "%d names for %d columns".formatted(names.size(), rows.columns().size()));
    }
    var columns = new ArrayList<Column>();
    for (int index = 0; index < names.size(); index++) {
      var identifier = (org.apache.calcite.sql.SqlIdentifier) names.get(index);
      columns.add(rows.columns().get(index).named(Marks.names(identifier).getFirst()));
    }
    return Relations.select(rows, columns);
  }

  Collection<String> commonTableNames() {
    return commonTables.keySet();
  }

  private Relation values(SqlCall call, @Nullable Scope outer) {
    var subqueries = new Subqueries(context, this);
    var expressions =
        new ExpressionAnalyzer(
            context, Scope.empty(outer), ExpressionAnalyzer.Clause.plain("VALUES"), subqueries);
    var rows = new ArrayList<List<Expression>>();
    for (var row : call.getOperandList()) {
      var operands = row.getKind() == SqlKind.ROW ? ((SqlCall) row).getOperandList() : List.of(row);
      rows.add(operands.stream().map(expressions::analyze).toList());
      if (!subqueries.isEmpty()) {
        throw Unsupported.notSupported(context, row, "a subquery in VALUES; write SELECT");
      }
      if (rows.getFirst().size() != operands.size()) {
        throw context
            .source()
            .error(
                row,
                "this row has %d values, the first %d"
                    .formatted(operands.size(), rows.getFirst().size()));
      }
    }
    return new ValuesBuilder(context).build(call, rows);
  }

  /// In the order of expressions over the relation's own columns.
  Relation sorted(Relation rows, Presentation presentation, @Nullable Scope outer) {
    if (presentation.order().isEmpty()) {
      return rows;
    }
    var subqueries = new Subqueries(context, this);
    var expressions =
        new ExpressionAnalyzer(
            context,
            Scope.of(null, rows.columns(), outer),
            ExpressionAnalyzer.Clause.plain("ORDER BY"),
            subqueries);
    var order = new OrderAnalyzer(context, rows.columns());
    for (var node : presentation.order()) {
      order.add(node, item -> expressions.analyze(item));
    }
    var computed = order.computed();
    var extended =
        computed.isEmpty()
            ? subqueries.attach(rows)
            : Relations.extend(subqueries.attach(rows), computed, order.expressions());
    return Relations.select(new Sort(extended, order.keys()), rows.columns());
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

  private long count(SqlNode node, String clause) {
    if (node instanceof SqlLiteral literal
        && new LiteralAnalyzer(context).analyze(literal) instanceof Literal value
        && value.type().isInteger()
        && value.text() != null
        && Long.parseLong(value.text()) >= 0) {
      return Long.parseLong(value.text());
    }
    throw context.source().error(node, clause + " needs a whole number, at least 0");
  }

  static Values noColumns() {
    return new Values(List.of(), List.of(List.of()));
  }
}
