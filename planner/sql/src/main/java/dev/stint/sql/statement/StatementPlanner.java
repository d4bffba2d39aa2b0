package dev.stint.sql.statement;

import dev.stint.plan.explain.StageGraphText;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.stage.StageGraph;
import dev.stint.sql.analyze.CommandAnalyzer;
import dev.stint.sql.analyze.FunctionHelp;
import dev.stint.sql.analyze.InsertAnalyzer;
import dev.stint.sql.analyze.KnownNames;
import dev.stint.sql.analyze.ReadNames;
import dev.stint.sql.analyze.SchemaAnalyzer;
import dev.stint.sql.analyze.TableAnalyzer;
import dev.stint.sql.analyze.VariableAnalyzer;
import dev.stint.sql.analyze.ViewAnalyzer;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.optimize.Estimates;
import dev.stint.sql.optimize.Optimizer;
import dev.stint.sql.parse.StatementParser;
import dev.stint.sql.physical.GraphBuilder;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.Parameters;
import dev.stint.sql.request.PlanRequest;
import dev.stint.sql.request.Variable;
import dev.stint.sql.request.ViewColumn;
import dev.stint.sql.tree.CatalogCommand;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Statement;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/// Finds out what one statement does. Used once.
public final class StatementPlanner {

  private final PlanRequest request;
  private final AnalysisContext context;
  private final Statement statement;

  public StatementPlanner(String sql, PlanRequest request) {
    this.request = request;
    var before = AnalysisContext.of(request, sql);
    this.statement = StatementParser.parse(sql, request.parameters(), new KnownNames(before));
    this.context = before.of(statement);
  }

  public Effect effect() {
    expectTables();
    var commands = new CommandAnalyzer(context);
    var views = new ViewAnalyzer(context);
    return switch (statement.command()) {
      case Command.Rows(var query) -> rows(commands.query(query));
      case Command.Describe(_, var query) -> rows(new TableAnalyzer(context).describe(query));
      case Command.Cache cache when request.output() != null ->
          new Effect.Rows(graph(commands.query(cache.query()), GraphBuilder::kept));
      case Command.Cache cache -> new Effect.Named(views.cached(cache));
      case Command.Uncache uncache -> new Effect.Named(commands.uncached(uncache));
      case Command.DescribeColumn describe -> rows(new SchemaAnalyzer(context).column(describe));
      case Command.ShowSchemas show -> rows(new SchemaAnalyzer(context).schemas(show));
      case Command.Use use -> new Effect.Named(new SchemaAnalyzer(context).used(use));
      case Command.Reset reset -> new Effect.Named(new SchemaAnalyzer(context).reset(reset));
      case Command.Truncate _ -> throw ofSession();
      case Command.ClearCache _ -> new Effect.Named(request.names());
      case Command.DescribeTable describe -> rows(views.describe(describe));
      case Command.OfCatalog(var span, var command) -> ofCatalog(span, command);
      case Command.ShowCreate show -> rows(views.created(show));
      case Command.ShowColumns show -> rows(commands.columns(show.table()));
      case Command.Show show -> rows(commands.show(show));
      case Command.Explain(_, var query) ->
          rows(commands.text("plan", StageGraphText.print(graph(commands.query(query)))));
      case Command.CreateView view -> new Effect.Named(views.create(view));
      case Command.AlterView view -> new Effect.Named(views.altered(view));
      case Command.CreateFunction function -> new Effect.Named(commands.create(function));
      case Command.DeclareVariables declared -> new Effect.Named(variables().declare(declared));
      case Command.Drop drop -> new Effect.Named(commands.drop(drop));
      case Command.SetVariables set -> assignment(set);
      case Command.ExecuteImmediate execute -> immediate(execute);
      case Command.Setting setting ->
          new Effect.Changed(commands.changed(setting), graph(commands.setting(setting)));
      case Command.Insert insert -> {
        requireOutput();
        yield rows(new InsertAnalyzer(context).insert(insert));
      }
      case Command.InsertDirectory insert -> {
        requireOutput();
        yield rows(commands.query(insert.query()));
      }
      case Command.CreateTable table -> {
        requireOutput();
        yield rows(commands.query(Objects.requireNonNull(table.query())));
      }
    };
  }

  /// Opening a table waits for S3 some times: all that the statement reads are opened at once.
  private void expectTables() {
    try {
      request.catalog().expect(ReadNames.tables(statement, context));
    } catch (StintException _) {
      // A view's text that is none: whoever comes to it says where it is used.
    }
  }

  private Effect ofCatalog(Span span, CatalogCommand command) {
    return switch (command) {
      case CatalogCommand.Alter alter when alter.kind() == CatalogCommand.Kind.TABLE ->
          throw ofSession();
      case CatalogCommand.Alter alter ->
          new Effect.Named(new ViewAnalyzer(context).altered(span, alter));
      case CatalogCommand.ShowProperties show ->
          rows(new TableAnalyzer(context).properties(span, show));
      case CatalogCommand.ShowPartitions show ->
          rows(new TableAnalyzer(context).partitions(span, show));
      case CatalogCommand.ShowFunctions show -> rows(new FunctionHelp(context).show(show));
      case CatalogCommand.DescribeFunction describe ->
          rows(new FunctionHelp(context).describe(span, describe));
      case CatalogCommand.ShowCatalogs show -> rows(new SchemaAnalyzer(context).catalogs(show));
      case CatalogCommand.ShowCurrentNamespace _ -> rows(new SchemaAnalyzer(context).current());
    };
  }

  /// The columns of the rows that a query gives, or that go into a table.
  public List<ViewColumn> columns() {
    var query =
        switch (statement.command()) {
          case Command.CreateTable table -> table.query();
          case Command.Cache cache -> cache.query();
          case Command.Rows rows -> rows.query();
          default -> null;
        };
    if (query == null) {
      throw new IllegalStateException("no rows: " + statement.command());
    }
    expectTables();
    return ViewAnalyzer.kept(new CommandAnalyzer(context).query(query).columns(), context);
  }

  /// The folder that an INSERT replaces: see [InsertAnalyzer#folder].
  public String folder(List<String> partitionBy) {
    if (statement.command() instanceof Command.Insert insert) {
      return new InsertAnalyzer(context).folder(insert, partitionBy);
    }
    throw new IllegalStateException("no INSERT: " + statement.command());
  }

  /// Tables belong to a session, which knows where their files go.
  private void requireOutput() {
    if (request.output() == null) {
      throw ofSession();
    }
  }

  private StintException ofSession() {
    return context
        .source()
        .error(
            statement.command().span(),
            "tables are made and filled by a session, that is by the commands sql and shell; a"
                + " job writes to the output of a statement");
  }

  private Effect rows(Relation rows) {
    return new Effect.Rows(graph(rows));
  }

  private StageGraph graph(Relation rows) {
    return graph(rows, GraphBuilder::build);
  }

  /// Cuts an optimised query with the result's columns into stages.
  private interface Cut {
    StageGraph of(GraphBuilder builder, Relation query, List<Column> outputs);
  }

  private StageGraph graph(Relation rows, Cut cut) {
    var estimates = new Estimates();
    var optimizer = new Optimizer(request, context.ids(), context.folder(), estimates);
    var optimized = optimizer.optimize(rows);
    var builder = new GraphBuilder(request, context.ids(), estimates);
    return cut.of(builder, optimized, rows.columns());
  }

  private VariableAnalyzer variables() {
    return new VariableAnalyzer(context);
  }

  /// What can be computed at once needs no run.
  private Effect assignment(Command.SetVariables set) {
    var known = variables().assigned(set);
    return known
        .<Effect>map(Effect.Named::new)
        .orElseGet(
            () ->
                new Effect.Assigned(
                    set.names().stream().map(Term.Name::last).toList(),
                    graph(variables().assignment(set))));
  }

  /// The values of the parameters are constants; the text is a statement of its own.
  private Effect immediate(Command.ExecuteImmediate execute) {
    var text = variables().constant(execute.text()).text();
    if (text == null) {
      throw context.source().error(execute.text(), "the text of EXECUTE IMMEDIATE is NULL");
    }
    var inner = new StatementPlanner(text, request.withParameters(parameters(execute)));
    if (execute.into().isEmpty()) {
      return inner.effect();
    }
    if (!(inner.statement.command() instanceof Command.Rows(var query))) {
      throw context.source().error(execute.span(), "only a query gives values for INTO");
    }
    var into = new Command.SetVariables(execute.span(), execute.into(), List.of(), query);
    return inner.assignment(into);
  }

  private Parameters parameters(Command.ExecuteImmediate execute) {
    var named = new HashMap<String, Literal>();
    var positional = new ArrayList<Literal>();
    for (var value : execute.values()) {
      if (value instanceof Term.Alias(_, var term, var names)) {
        var literal = variables().constant(term);
        named.put(names.getFirst(), literal);
        positional.add(literal);
      } else {
        var terms = value instanceof Term.Row(_, var several) ? several : List.of(value);
        for (var term : terms) {
          var literal = variables().constant(term);
          positional.add(literal);
          if (term instanceof Term.Name name) {
            named.put(name.last(), literal);
          }
        }
      }
    }
    return new Parameters(named, positional);
  }

  /// The names after the row of an assignment came, whose values are of the variables' types.
  public static Namespace assigned(Namespace before, List<String> variables, List<Literal> values) {
    var names = before;
    for (int index = 0; index < variables.size(); index++) {
      var old = names.variable(variables.get(index)).orElseThrow();
      names = names.with(new Variable(old.name(), values.get(index), old.initial()));
    }
    return names;
  }
}
