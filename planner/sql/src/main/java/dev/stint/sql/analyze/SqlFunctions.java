package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.analyze.FromAnalyzer.Source;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.parse.StatementParser;
import dev.stint.sql.request.SqlFunction;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Statement;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Calls of functions that are written in SQL. A body without subqueries takes the place of the
/// call, with the arguments in the place of the parameters; another one is a subquery over one row,
/// whose columns are the parameters. Names in a body mean parameters, and nothing around the call.
final class SqlFunctions {

  /// A function and the context in which its text is analysed.
  record Defined(Command.CreateFunction command, AnalysisContext context) {

    String name() {
      return command.name().getLast();
    }
  }

  private final ExpressionAnalyzer caller;
  private final AnalysisContext context;

  /// For calls in a clause.
  SqlFunctions(ExpressionAnalyzer caller) {
    this.caller = caller;
    this.context = caller.context();
  }

  /// The function that a name means; built-in ones have been looked for.
  static Optional<Defined> find(AnalysisContext context, String name) {
    return statement(context, name)
        .map(
            statement ->
                new Defined((Command.CreateFunction) statement.command(), context.of(statement)));
  }

  /// The statement that made the function that a name means.
  static Optional<Statement> statement(AnalysisContext context, String name) {
    return known(context, name)
        .map(
            function ->
                StatementParser.parse(
                    "function " + function.name() + ", ", function.sql(), new KnownNames(context)));
  }

  /// Under its own name, or with what a name of its kind may have before it.
  static Optional<SqlFunction> known(AnalysisContext context, String name) {
    var names = context.request().names();
    String lower = name.toLowerCase(Locale.ROOT);
    for (String prefix : List.of("", "session.", "system.session.")) {
      var found =
          lower.startsWith(prefix) ? names.function(name.substring(prefix.length())) : none();
      if (found.isPresent() && (prefix.isEmpty() || found.get().isTemporary())) {
        return found;
      }
    }
    for (String prefix : List.of("default.", SqlFunction.SCHEMA)) {
      var found =
          lower.startsWith(prefix) ? names.function(name.substring(prefix.length())) : none();
      if (found.isPresent() && !found.get().isTemporary()) {
        return found;
      }
    }
    return none();
  }

  private static Optional<SqlFunction> none() {
    return Optional.empty();
  }

  /// The value of a call.
  Expression value(Term.Call call, Defined function) {
    var body = function.command().body();
    if (function.command().isTable()) {
      throw caller.error(
          call, "%s gives rows; it may stand only in FROM".formatted(function.name()));
    }
    var term = body == null ? new Term.ScalarQuery(Span.NONE, rows(function)) : body;
    var arguments = arguments(call, call.arguments(), function);
    var parameters = parameters(function, arguments);
    var queries = QueryAnalyzer.withViews(function.context());
    var inner =
        ExpressionAnalyzer.of(
            function.context(),
            queries,
            Scope.of(function.name(), parameters, null),
            Clause.plain("the body of a function"));
    var value = result(function, inner.analyze(term));
    if (inner.definitions().isEmpty()) {
      return context.folder().fold(Expressions.substitute(value, byId(parameters, arguments)));
    }
    return caller
        .definitions()
        .once(
            context,
            call,
            arguments,
            () ->
                new Definition.Called(
                    context.ids().column(function.name(), value.type(), true),
                    call,
                    selected(function, queries, parameters, term),
                    parameters,
                    arguments));
  }

  private static Query rows(Defined function) {
    var rows = function.command().rows();
    if (rows == null) {
      throw new IllegalStateException("a function without a body");
    }
    return rows;
  }

  private static Map<Integer, Expression> byId(
      List<Column> parameters, List<Expression> arguments) {
    var byId = new HashMap<Integer, Expression>();
    for (int index = 0; index < parameters.size(); index++) {
      byId.put(parameters.get(index).id(), arguments.get(index));
    }
    return byId;
  }

  /// One row that has the arguments under the names of the parameters.
  static Source row(Defined function, List<Column> parameters, List<Expression> arguments) {
    Relation row = QueryAnalyzer.noColumns();
    return new Source(
        parameters.isEmpty() ? row : new Project(row, parameters, arguments),
        Scope.of(function.name(), parameters, null));
  }

  private static Relation selected(
      Defined function, QueryAnalyzer queries, List<Column> parameters, Term term) {
    var query = queries.query(select(List.of(term)), Scope.of(function.name(), parameters, null));
    var value = result(function, query.columns().getFirst().ref());
    var output = function.context().ids().column(function.name(), value.type(), true);
    return new Project(query, List.of(output), List.of(value));
  }

  /// A SELECT of terms without rows.
  static Query.Select select(List<Term> items) {
    return new Query.Select(
        Span.NONE, List.of(), Quantifier.ALL, items, null, null, null, null, null);
  }

  private static Expression result(Defined function, Expression value) {
    var type = function.command().result();
    return type == null ? value : cast(function.context(), function.command().span(), value, type);
  }

  static Expression cast(
      AnalysisContext context, Span place, Expression value, @Nullable DataType type) {
    if (type == null) {
      return value;
    }
    if (!Coercion.isUntypedNull(value) && !context.coercion().isCastable(value.type(), type)) {
      throw context.source().error(place, "%s cannot be cast to %s".formatted(value.type(), type));
    }
    return context.coercion().cast(value, type);
  }

  static List<Column> parameters(Defined function, List<Expression> arguments) {
    var parameters = new ArrayList<Column>();
    for (int index = 0; index < arguments.size(); index++) {
      var definition = function.command().parameters().get(index);
      parameters.add(
          function.context().ids().columnFor(definition.name(), arguments.get(index), true));
    }
    return parameters;
  }

  /// The value of each parameter, of its type: what is given by place or by name, else its default.
  List<Expression> arguments(Tree call, List<Term> given, Defined function) {
    var parameters = function.command().parameters();
    var terms = new HashMap<Integer, Term>();
    for (int index = 0; index < given.size(); index++) {
      boolean isNamed = given.get(index) instanceof Term.NamedArgument;
      int place = isNamed ? place((Term.NamedArgument) given.get(index), function) : index;
      if (place >= parameters.size()) {
        throw caller.error(call, count(function, given.size()));
      }
      if (terms.put(place, isNamed ? value(given.get(index)) : given.get(index)) != null) {
        throw caller.error(
            given.get(index), "%s is given twice".formatted(parameters.get(place).name()));
      }
    }
    var values = new ArrayList<Expression>();
    for (int place = 0; place < parameters.size(); place++) {
      var parameter = parameters.get(place);
      var term = terms.get(place);
      if (term == null && parameter.defaultValue() == null) {
        throw caller.error(call, count(function, given.size()));
      }
      var value = term == null ? defaultOf(parameter, function) : caller.analyze(term);
      values.add(cast(context, call.span(), value, parameter.type()));
    }
    return values;
  }

  private static Term value(Term argument) {
    return ((Term.NamedArgument) argument).value();
  }

  private int place(Term.NamedArgument argument, Defined function) {
    var parameters = function.command().parameters();
    for (int place = 0; place < parameters.size(); place++) {
      if (parameters.get(place).name().equalsIgnoreCase(argument.name())) {
        return place;
      }
    }
    throw caller.error(
        argument, "%s has no parameter '%s'".formatted(function.name(), argument.name()));
  }

  private static Expression defaultOf(Command.ColumnDefinition parameter, Defined function) {
    var term = parameter.defaultValue();
    if (term == null) {
      throw new IllegalStateException("no default of " + parameter.name());
    }
    return ExpressionAnalyzer.of(
            function.context(),
            QueryAnalyzer.withViews(function.context()),
            Scope.empty(null),
            Clause.plain("DEFAULT"))
        .analyze(term);
  }

  private static String count(Defined function, int given) {
    var parameters = function.command().parameters();
    long needed = parameters.stream().filter(p -> p.defaultValue() == null).count();
    return "%s takes %s arguments, not %d"
        .formatted(
            function.name(),
            needed == parameters.size() ? parameters.size() : needed + " to " + parameters.size(),
            given);
  }

  /// The rows of a call in FROM, under the names and types that the function says.
  Source rows(Query.TableFunction call, Defined function, QueryAnalyzer queries) {
    if (!function.command().isTable()) {
      throw caller.error(
          call, "%s gives one value; it may not stand in FROM".formatted(function.name()));
    }
    var arguments = arguments(call, call.arguments(), function);
    var parameters = parameters(function, arguments);
    var left = row(function, parameters, arguments);
    var body = QueryAnalyzer.withViews(function.context()).query(rows(function), left.scope());
    var right = new Source(body, Scope.of(null, body.columns(), null));
    Relation rows = body;
    if (LateralJoins.isDependent(left, right)) {
      var join =
          new Query.Join(call.span(), call, call, Query.JoinType.INNER, new Query.Match.All());
      rows = new LateralJoins(context, queries).join(join, left, right).relation();
    }
    var columns = columns(call, function, body.columns());
    var values = new ArrayList<Expression>();
    for (int index = 0; index < columns.size(); index++) {
      values.add(
          cast(context, call.span(), body.columns().get(index).ref(), columns.get(index).type()));
    }
    return new Source(new Project(rows, columns, values), Scope.of(function.name(), columns, null));
  }

  private List<Column> columns(Tree call, Defined function, List<Column> given) {
    var declared = function.command().columns();
    if (declared == null || declared.isEmpty()) {
      return given.stream().map(c -> context.ids().column(c.name(), c.type(), true)).toList();
    }
    if (declared.size() != given.size()) {
      throw caller.error(
          call,
          "%s says that it gives %d columns, and its query gives %d"
              .formatted(function.name(), declared.size(), given.size()));
    }
    var columns = new ArrayList<Column>();
    for (int index = 0; index < declared.size(); index++) {
      var type = declared.get(index).type();
      columns.add(
          context
              .ids()
              .column(
                  declared.get(index).name(), type == null ? given.get(index).type() : type, true));
    }
    return columns;
  }

  /// Refuses a function whose text is wrong, whatever it is called with.
  static void check(AnalysisContext context, Command.CreateFunction command) {
    var function = new Defined(command, context);
    var nulls =
        command.parameters().stream()
            .map(p -> (Expression) Literal.nullOf(p.type() == null ? DataType.STRING : p.type()))
            .toList();
    var parameters = parameters(function, nulls);
    requireDistinct(context, command);
    var scope = Scope.of(function.name(), parameters, null);
    var queries = QueryAnalyzer.withViews(context);
    if (command.isTable()) {
      var caller =
          ExpressionAnalyzer.of(context, queries, scope, Clause.plain("the body of a function"));
      var rows = queries.query(rows(function), scope);
      var _ = new SqlFunctions(caller).columns(rows(function), function, rows.columns());
      return;
    }
    var body = command.body();
    var term = body == null ? new Term.ScalarQuery(command.span(), rows(function)) : body;
    var inner =
        ExpressionAnalyzer.of(context, queries, scope, Clause.plain("the body of a function"));
    var _ = result(function, inner.analyze(term));
    for (var parameter : command.parameters()) {
      if (parameter.defaultValue() != null) {
        var _ = cast(context, parameter.span(), defaultOf(parameter, function), parameter.type());
      }
    }
  }

  private static void requireDistinct(AnalysisContext context, Command.CreateFunction command) {
    var seen = new java.util.HashSet<String>();
    for (var parameter : command.parameters()) {
      if (!seen.add(parameter.name().toLowerCase(Locale.ROOT))) {
        throw context
            .source()
            .error(parameter.span(), "two parameters are called '%s'".formatted(parameter.name()));
      }
    }
  }
}
