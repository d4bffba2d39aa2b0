package dev.stint.sql.parse;

import dev.stint.sql.request.SchemaMode;
import dev.stint.sql.request.Settings;
import dev.stint.sql.tree.CatalogCommand;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Command.IfMissing;
import dev.stint.sql.tree.Command.IfThere;
import dev.stint.sql.tree.Command.Kind;
import dev.stint.sql.tree.Command.Lifetime;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Term;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AlterViewQueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AlterViewSchemaBindingContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.AssignmentContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CacheTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ClearCacheContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateUserDefinedFunctionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateVariableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.CreateViewContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DescribeColNameContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DescribeQueryContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DescribeRelationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DmlStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DropFunctionContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DropTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DropVariableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.DropViewContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExecuteImmediateContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ExplainContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IdentifierCommentContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.IdentifierReferenceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.MultipartIdentifierListContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ResetConfigurationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ResetQuotedConfigurationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SchemaBindingContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetConfigurationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetQuotedConfigurationContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetResetStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetTimeZoneContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetVariableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowColumnsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowCreateTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowNamespacesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowTablesContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.ShowViewsContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SingleStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementDefaultContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StringLitContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.TruncateTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.UncacheTableContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.UseContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.UseNamespaceContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.VisitExecuteImmediateContext;
import org.jspecify.annotations.Nullable;

/// Statements, of which queries are one kind.
final class CommandBuilder {

  private static final String TIME_ZONE = "spark.sql.session.timeZone";

  private static final String OTHER =
      "this statement; Stint has queries, CREATE and DROP of tables, views and functions, INSERT,"
          + " DECLARE, SET, DESCRIBE, SHOW, EXPLAIN, EXECUTE IMMEDIATE, CACHE TABLE, COMMENT ON"
          + " TABLE, and ALTER of names, queries, properties, places and new columns";

  private final TreeBuilder trees;
  private final SourceText source;
  private final TableBuilder tables;
  private final FunctionBuilder functions;
  private final CacheBuilder caches;
  private final CatalogBuilder catalog;

  CommandBuilder(TreeBuilder trees, SourceText source) {
    this.trees = trees;
    this.source = source;
    this.tables = new TableBuilder(trees);
    this.functions = new FunctionBuilder(trees);
    this.caches = new CacheBuilder(trees, source);
    this.catalog = new CatalogBuilder(trees, tables);
  }

  Command command(SingleStatementContext single) {
    return single.statement() == null
        ? setting(single.setResetStatement())
        : command(single.statement());
  }

  private Command command(StatementContext statement) {
    return switch (statement) {
      case StatementDefaultContext query -> new Command.Rows(query(query));
      case CreateViewContext view -> view(view);
      case AlterViewSchemaBindingContext view ->
          new Command.AlterView(
              TreeBuilder.span(view.identifierReference()),
              trees.names().names(view.identifierReference()),
              mode(view.schemaBinding()));
      case AlterViewQueryContext view -> redefined(view);
      case CreateTableContext table -> tables.table(table);
      case CreateUserDefinedFunctionContext function -> functions.function(function);
      case CreateVariableContext variable -> variables(variable);
      case DmlStatementContext insert -> tables.insert(insert);
      case DropViewContext drop ->
          drop(drop, Kind.VIEW, trees.names().names(drop.identifierReference()), drop.EXISTS());
      case DropTableContext drop ->
          drop(drop, Kind.TABLE, trees.names().names(drop.identifierReference()), drop.EXISTS());
      case DropFunctionContext drop ->
          drop(
              drop,
              drop.TEMPORARY() == null ? Kind.FUNCTION : Kind.TEMPORARY_FUNCTION,
              trees.names().names(drop.identifierReference()),
              drop.EXISTS());
      case DropVariableContext drop ->
          drop(drop, Kind.VARIABLE, trees.names().names(drop.identifierReference()), drop.EXISTS());
      case DescribeQueryContext describe ->
          new Command.Describe(TreeBuilder.span(describe), trees.queries().query(describe.query()));
      case DescribeRelationContext describe -> describe(describe);
      case ShowColumnsContext show -> {
        if (show.ns != null) {
          new SchemaNames(trees).requireDefault(show.ns, trees.names().names(show.ns));
        }
        yield new Command.ShowColumns(TreeBuilder.span(show), trees.from().table(show.table));
      }
      case ShowCreateTableContext show ->
          new Command.ShowCreate(
              TreeBuilder.span(show.identifierReference()),
              trees.names().names(show.identifierReference()));
      case ShowTablesContext show ->
          show(show, Command.Shown.TABLES, show.pattern, show.identifierReference());
      case ShowViewsContext show ->
          show(show, Command.Shown.VIEWS, show.pattern, show.identifierReference());
      case ExplainContext explain -> explain(explain);
      case TruncateTableContext truncate -> {
        if (truncate.partitionSpec() != null) {
          throw trees.notSupported(truncate.partitionSpec(), "TRUNCATE TABLE with PARTITION");
        }
        yield new Command.Truncate(
            TreeBuilder.span(truncate), trees.names().names(truncate.identifierReference()));
      }
      case UseContext use -> use(use.identifierReference());
      case UseNamespaceContext use -> use(use.identifierReference());
      case ShowNamespacesContext show ->
          new Command.ShowSchemas(
              TreeBuilder.span(show),
              show.pattern == null ? null : trees.constants().string(show.pattern));
      case CacheTableContext cache -> caches.cache(cache);
      case UncacheTableContext uncache -> caches.uncache(uncache);
      case ClearCacheContext clear -> new Command.ClearCache(TreeBuilder.span(clear));
      case VisitExecuteImmediateContext execute -> immediate(execute.executeImmediate());
      default -> catalog.command(statement).orElseThrow(() -> trees.notSupported(statement, OTHER));
    };
  }

  Query query(StatementDefaultContext statement) {
    return trees.queries().query(statement.query());
  }

  private static Command drop(
      ParserRuleContext drop, Kind kind, List<String> name, @Nullable Object exists) {
    return new Command.Drop(
        TreeBuilder.span(drop), kind, name, exists == null ? IfMissing.FAIL : IfMissing.IGNORE);
  }

  static IfThere ifThere(@Nullable Object replace, @Nullable Object exists) {
    if (replace != null) {
      return IfThere.REPLACE;
    }
    return exists == null ? IfThere.FAIL : IfThere.KEEP;
  }

  /// The query must be one now, whatever its names mean later.
  private Command view(CreateViewContext view) {
    refuse(view.collationSpec(), "DEFAULT COLLATION");
    refuse(view.identifierList(), "PARTITIONED ON of a view");
    var _ = trees.queries().query(view.query());
    return new Command.CreateView(
        TreeBuilder.span(view.identifierReference()),
        trees.names().names(view.identifierReference()),
        view.identifierCommentList() == null
            ? List.of()
            : view.identifierCommentList().identifierComment().stream()
                .map(column -> trees.names().name(column.identifier()))
                .toList(),
        view.identifierCommentList() == null
            ? List.of()
            : view.identifierCommentList().identifierComment().stream().map(this::comment).toList(),
        tables.remarks(view.commentSpec(), view.propertyList()),
        source.exact(TreeBuilder.span(view.query())),
        ifThere(view.REPLACE(), view.EXISTS()),
        view.TEMPORARY() == null ? Lifetime.LASTING : Lifetime.SESSION,
        mode(view.schemaBinding()));
  }

  private Command redefined(AlterViewQueryContext view) {
    var _ = trees.queries().query(view.query());
    return new Command.OfCatalog(
        TreeBuilder.span(view.identifierReference()),
        new CatalogCommand.Alter(
            trees.names().names(view.identifierReference()),
            CatalogCommand.Kind.VIEW,
            new CatalogCommand.Change.Redefine(source.exact(TreeBuilder.span(view.query())))));
  }

  private String comment(IdentifierCommentContext column) {
    return column.commentSpec() == null
        ? ""
        : trees.constants().string(column.commentSpec().stringLit());
  }

  private @Nullable SchemaMode mode(List<SchemaBindingContext> clauses) {
    if (clauses.size() > 1) {
      throw trees.error(clauses.getLast(), "WITH SCHEMA stands here twice");
    }
    if (clauses.isEmpty()) {
      return null;
    }
    return mode(clauses.getFirst());
  }

  private static SchemaMode mode(SchemaBindingContext clause) {
    if (clause.BINDING() != null) {
      return SchemaMode.BINDING;
    }
    if (clause.COMPENSATION() != null) {
      return SchemaMode.COMPENSATION;
    }
    return clause.TYPE() == null ? SchemaMode.EVOLUTION : SchemaMode.TYPE_EVOLUTION;
  }

  private void refuse(List<? extends ParserRuleContext> clause, String what) {
    if (!clause.isEmpty()) {
      throw trees.notSupported(clause.getFirst(), what);
    }
  }

  private Command variables(CreateVariableContext variable) {
    var type = variable.dataType();
    var value = variable.variableDefaultExpression();
    if (type == null && value == null) {
      throw trees.error(variable, "a variable needs a type or a value: DECLARE x INT DEFAULT 1");
    }
    return new Command.DeclareVariables(
        TreeBuilder.span(variable),
        variable.identifierReferences.stream().map(trees.names()::names).toList(),
        type == null ? null : trees.terms().type(type),
        value == null ? null : trees.terms().term(value.expression()),
        ifThere(variable.REPLACE(), null));
  }

  private Command setting(SetResetStatementContext statement) {
    return switch (statement) {
      case SetVariableContext set -> assignment(set);
      case SetConfigurationContext set -> raw(set);
      case SetQuotedConfigurationContext set -> raw(set);
      case SetTimeZoneContext zone -> timeZone(zone);
      case ResetConfigurationContext reset -> reset(reset);
      case ResetQuotedConfigurationContext reset -> reset(reset);
      default -> throw trees.notSupported(statement, "this kind of SET or RESET");
    };
  }

  private Command timeZone(SetTimeZoneContext set) {
    if (set.interval() == null && set.timezone() == null) {
      throw trees.error(set, "SET TIME ZONE needs a name, an interval or LOCAL");
    }
    return new Command.Setting(TreeBuilder.span(set), TIME_ZONE, zone(set));
  }

  private String zone(SetTimeZoneContext set) {
    if (set.interval() != null) {
      return trees.constants().offset(set.interval());
    }
    return set.timezone().stringLit() == null
        ? Settings.LOCAL_ZONE
        : trees.constants().string(set.timezone().stringLit());
  }

  private Command use(IdentifierReferenceContext schema) {
    return new Command.Use(TreeBuilder.span(schema), trees.names().names(schema));
  }

  private Command reset(ParserRuleContext reset) {
    var span = TreeBuilder.span(reset);
    var key = source.exact(span).substring("reset".length()).strip().replace("`", "");
    return new Command.Reset(span, key.isEmpty() ? null : key);
  }

  /// What stands after SET, as it was written: the grammar lets it be anything.
  private Command raw(ParserRuleContext set) {
    var span = TreeBuilder.span(set);
    var text = source.exact(span).substring("set".length()).strip();
    int equals = text.indexOf('=');
    var key = (equals < 0 ? text : text.substring(0, equals)).strip().replace("`", "");
    return new Command.Setting(
        span, key, equals < 0 ? null : text.substring(equals + 1).strip().replace("`", ""));
  }

  private Command assignment(SetVariableContext set) {
    var span = TreeBuilder.span(set);
    if (set.query() != null) {
      return new Command.SetVariables(
          span,
          names(set.multipartIdentifierList()),
          List.of(),
          trees.queries().query(set.query()));
    }
    var assignments = set.assignmentList().assignment();
    return new Command.SetVariables(
        span,
        assignments.stream().map(one -> trees.names().column(one.key)).toList(),
        assignments.stream().map(this::value).toList(),
        null);
  }

  private Term value(AssignmentContext assignment) {
    return trees.terms().term(assignment.value);
  }

  private List<Term.Name> names(MultipartIdentifierListContext list) {
    return list.multipartIdentifier().stream().map(trees.names()::column).toList();
  }

  private Command describe(DescribeRelationContext describe) {
    if (describe.partitionSpec() != null || describe.JSON() != null) {
      throw trees.notSupported(describe, "DESCRIBE with JSON or a partition");
    }
    if (describe.describeColName() != null) {
      return new Command.DescribeColumn(
          TreeBuilder.span(describe),
          trees.from().table(describe.identifierReference()),
          column(describe.describeColName()),
          describe.option == null ? Command.Detail.PLAIN : Command.Detail.EXTENDED);
    }
    if (describe.EXTENDED() != null || describe.FORMATTED() != null) {
      return new Command.DescribeTable(
          TreeBuilder.span(describe), trees.from().table(describe.identifierReference()));
    }
    return new Command.Describe(
        TreeBuilder.span(describe), trees.from().table(describe.identifierReference()));
  }

  private Term.Name column(DescribeColNameContext column) {
    return new Term.Name(
        TreeBuilder.span(column),
        column.nameParts.stream().map(part -> trees.names().name(part.identifier())).toList());
  }

  private Command show(
      ParserRuleContext show,
      Command.Shown what,
      @Nullable StringLitContext pattern,
      @Nullable IdentifierReferenceContext schema) {
    if (schema != null) {
      new SchemaNames(trees).requireDefault(schema, trees.names().names(schema));
    }
    return new Command.Show(
        TreeBuilder.span(show), what, pattern == null ? null : trees.constants().string(pattern));
  }

  private Command explain(ExplainContext explain) {
    if (explain.statement() instanceof StatementDefaultContext query
        && explain.CODEGEN() == null
        && explain.COST() == null) {
      return new Command.Explain(TreeBuilder.span(explain), query(query));
    }
    throw trees.notSupported(explain, "EXPLAIN of anything but a query, CODEGEN and COST");
  }

  private Command immediate(ExecuteImmediateContext execute) {
    var using = execute.executeImmediateUsing();
    return new Command.ExecuteImmediate(
        TreeBuilder.span(execute),
        trees.terms().term(execute.queryParam),
        execute.targetVariable == null ? List.of() : names(execute.targetVariable),
        using == null
            ? List.of()
            : using.params.namedExpression().stream().map(trees.terms()::named).toList());
  }
}
