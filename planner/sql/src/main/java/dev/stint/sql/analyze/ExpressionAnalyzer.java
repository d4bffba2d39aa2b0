package dev.stint.sql.analyze;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.sql.aggregate.AggregateFunctions;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.context.SpecialTimes;
import dev.stint.sql.context.Unsupported;
import dev.stint.sql.function.FunctionCall;
import dev.stint.sql.function.ScalarFunctions;
import dev.stint.sql.logical.Expressions;
import dev.stint.sql.request.UserFunction;
import dev.stint.sql.request.Variable;
import dev.stint.sql.tree.Quantifier;
import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Turns terms into typed expressions. One for each clause: it knows what names mean there and what
/// may stand there. For an aggregate or a subquery a definition is noted, and in the expression
/// stands the column that it will be.
final class ExpressionAnalyzer {

  /// Hive's name for what `grouping_id()` gives.
  private static final String GROUPING_ID = "grouping__id";

  /// In the arguments of what a term stands.
  enum Inside {
    NOTHING("nothing"),
    AGGREGATE("an aggregate function"),
    WINDOW("a window function");

    private final String text;

    Inside(String text) {
      this.text = text;
    }
  }

  private final AnalysisContext context;
  private final QueryAnalyzer queries;
  private final Scope scope;
  private final Clause clause;
  private final Definitions definitions;
  private final OperatorAnalyzer operators;
  private final SubqueryAnalyzer subqueries;
  private final AggregateAnalyzer aggregates;
  private final WindowAnalyzer windows;
  private Inside inside = Inside.NOTHING;

  private ExpressionAnalyzer(
      AnalysisContext context,
      QueryAnalyzer queries,
      Scope scope,
      Clause clause,
      Definitions definitions) {
    this.context = context;
    this.queries = queries;
    this.scope = scope;
    this.clause = clause;
    this.definitions = definitions;
    this.operators = new OperatorAnalyzer(this);
    this.subqueries = new SubqueryAnalyzer(this, queries);
    this.aggregates = new AggregateAnalyzer(this);
    this.windows = new WindowAnalyzer(this);
  }

  /// One with definitions of its own.
  static ExpressionAnalyzer of(
      AnalysisContext context, QueryAnalyzer queries, Scope scope, Clause clause) {
    return new ExpressionAnalyzer(context, queries, scope, clause, new Definitions());
  }

  /// One for another clause of the same SELECT, with the same definitions.
  ExpressionAnalyzer in(Clause other) {
    return new ExpressionAnalyzer(context, queries, scope, other, definitions);
  }

  AnalysisContext context() {
    return context;
  }

  Scope scope() {
    return scope;
  }

  /// What must be computed before the expressions that were resolved.
  Definitions definitions() {
    return definitions;
  }

  AggregateAnalyzer aggregates() {
    return aggregates;
  }

  StintException error(Tree tree, String message) {
    return context.source().error(tree, message);
  }

  Expression analyze(Term term) {
    return switch (term) {
      case Term.Constant(_, var value) -> value;
      case Term.TimeConstant time -> time(time);
      case Term.Name name -> name(name);
      case Term.Operation operation -> operators.analyze(operation);
      case Term.Between between -> operators.between(between);
      case Term.InList in -> operators.inList(in);
      case Term.Cast cast -> operators.cast(cast);
      case Term.Case choice -> choice(choice);
      case Term.Call call -> call(call);
      case Term.Exists exists -> subqueries.exists(exists);
      case Term.ScalarQuery(_, var query) -> subqueries.scalar(term, query);
      case Term.InQuery in -> subqueries.in(in);
      case Term.Quantified quantified -> subqueries.quantified(quantified);
      case Term.Star star ->
          throw error(star, "'*' may stand only in a SELECT list and in count(*)");
      case Term.Alias alias -> throw error(alias, "a name may be given only in a SELECT list");
      case Term.NamedArgument argument -> throw notSupported(argument, "arguments by name ('=>')");
      case Term.Over over -> windows.over(over);
      case Term.Row row -> throw notSupported(row, "structs");
      case Term.Field field -> throw notSupported(field, "fields of structs");
      case Term.Element element -> throw notSupported(element, "indexing into arrays and maps");
      case Term.Lambda lambda -> throw notSupported(lambda, "lambda functions");
    };
  }

  private StintException notSupported(Term term, String what) {
    return Unsupported.notSupported(context, term, what);
  }

  /// A condition; text constants such as 'true' are read as booleans.
  Expression condition(Term term) {
    var expression = analyze(term);
    if (Coercion.isUntypedNull(expression)) {
      return Literal.nullOf(DataType.BOOLEAN);
    }
    if (!expression.type().equals(DataType.BOOLEAN)) {
      throw error(term, "here a condition is needed, but this is %s".formatted(expression.type()));
    }
    return expression;
  }

  private Expression time(Term.TimeConstant time) {
    var value = SpecialTimes.of(context, time.type(), time.text()).orElseGet(() -> written(time));
    if (context.coercion().cast(value, DataType.STRING) instanceof Literal text) {
      context.forms().put(time, time.type().kind() + " '" + text.text() + "'");
    }
    return value;
  }

  private Expression written(Term.TimeConstant time) {
    var value = fold(Call.of(ScalarFunction.CAST, time.type(), Literal.ofString(time.text())));
    if (value instanceof Literal literal && literal.text() != null) {
      return value;
    }
    throw error(
        time,
        "'%s' is not a %s; write it like %s"
            .formatted(time.text(), time.type(), example(time.type())));
  }

  private static String example(DataType type) {
    String time = type.equals(DataType.TIME) ? "23:59:59.123" : "2020-01-31 23:59:59.123";
    return type.equals(DataType.DATE) ? "2020-01-31" : time;
  }

  private Expression name(Term.Name name) {
    if (name.parts().size() == 1) {
      var constant = constant(name);
      if (constant.isPresent()) {
        return constant.get();
      }
      var alias = clause.aliases().apply(name.last());
      if (alias.isPresent() && !isColumn(name)) {
        return alias.get();
      }
      if (name.last().equalsIgnoreCase(GROUPING_ID) && scope.findLocal(name, context).isEmpty()) {
        context.forms().name(name, "grouping_id()");
        return call(Term.Call.of(name.span(), "grouping_id", List.of()));
      }
    }
    if (name.parts().size() > 2) {
      var variable = variable(name);
      if (variable.isPresent()) {
        return variable.get();
      }
    }
    return scope
        .find(name, context)
        .map(column -> (Expression) column.ref())
        .or(() -> variable(name))
        .orElseThrow(() -> scope.unknown(name, context));
  }

  private Optional<Expression> variable(Term.Name name) {
    var variable = Variables.find(context, name.parts());
    variable.ifPresent(found -> context.forms().name(name, Variables.wording(found)));
    return variable.map(Variable::value);
  }

  /// Whether a name that is an alias means a column all the same.
  private boolean isColumn(Term.Name name) {
    return switch (clause.precedence()) {
      case ALIASES -> false;
      case COLUMNS -> scope.findLocal(name, context).isPresent();
      case KEYS ->
          scope
              .findLocal(name, context)
              .filter(c -> inside == Inside.AGGREGATE || clause.keys().values().contains(c.ref()))
              .isPresent();
    };
  }

  /// Functions that may be called without parentheses, unless a column has the name.
  private Optional<Expression> constant(Term.Name name) {
    return switch (name.last().toLowerCase(Locale.ROOT)) {
      case "current_date",
          "current_path",
          "current_time",
          "current_timestamp",
          "current_timezone",
          "current_user",
          "user",
          "session_user",
          "localtimestamp" ->
          isNameOfColumn(name)
              ? Optional.empty()
              : Optional.of(
                  ScalarFunctions.build(new FunctionCall(name.last(), List.of(), name, context)));
      default -> Optional.empty();
    };
  }

  /// Of a name that a function has too, which is then no call in the names of columns.
  private boolean isNameOfColumn(Term.Name name) {
    var column = scope.findLocal(name, context);
    column.ifPresent(_ -> context.forms().name(name, name.last()));
    return column.isPresent();
  }

  private Expression choice(Term.Case choice) {
    var values = new ArrayList<Expression>();
    choice.whens().forEach(when -> values.add(analyze(when.result())));
    var otherwise = choice.otherwise();
    values.add(otherwise == null ? Literal.nullOf(DataType.VOID) : analyze(otherwise));
    var typed = new FunctionCall("CASE", values, choice, context).common(0);
    var branches = new ArrayList<Case.Branch>();
    for (int index = 0; index < choice.whens().size(); index++) {
      var condition = condition(choice.whens().get(index).condition());
      branches.add(new Case.Branch(condition, typed.get(index)));
    }
    return context.folder().fold(new Case(branches, typed.getLast(), typed.getFirst().type()));
  }

  private Expression call(Term.Call call) {
    if (call.nulls() != Term.Nulls.UNSAID && !WindowFunctions.looksAtNulls(call.name())) {
      throw error(call, call.name() + " takes no IGNORE NULLS or RESPECT NULLS");
    }
    if (UserCalls.isAggregate(context, call.name())) {
      return aggregates.aggregate(call);
    }
    if (!call.within().isEmpty()) {
      throw error(call, "WITHIN GROUP may follow only an aggregate function");
    }
    if (GroupAnalyzer.isGrouping(call.name())) {
      requireGroups(call);
      return aggregates.grouping(call);
    }
    if (WindowFunctions.isOwn(call.name())) {
      throw error(call, "%s is a window function; it needs OVER (…)".formatted(call.name()));
    }
    if (call.filter() != null) {
      throw error(call, "FILTER may follow only an aggregate function");
    }
    if (!ScalarFunctions.isKnown(call.name())) {
      var function = SqlFunctions.find(context, call.name());
      if (function.isPresent()) {
        return new SqlFunctions(this).value(call, function.get());
      }
      var written = UserCalls.find(context, call.name(), UserFunction.Kind.SCALAR);
      if (written.isPresent()) {
        return UserCalls.scalar(functionCall(call.name(), call, call.arguments()), written.get());
      }
    }
    requireKnown(call);
    if (call.quantifier() == Quantifier.DISTINCT) {
      throw error(call, "DISTINCT may stand only in an aggregate function");
    }
    var ofFile = InputFiles.value(call, scope, context);
    if (ofFile.isPresent()) {
      return ofFile.get();
    }
    return ScalarFunctions.build(functionCall(call.name(), call, call.arguments()));
  }

  private void requireGroups(Term.Call call) {
    if (!clause.allows(Clause.Kind.AGGREGATES) || inside == Inside.AGGREGATE) {
      throw error(call, "%s may not stand here".formatted(call.name()));
    }
  }

  void requireKnown(Term.Call call) {
    if (ScalarFunctions.isKnown(call.name())) {
      return;
    }
    Unsupported.function(context, call);
    var known = new TreeSet<>(ScalarFunctions.names());
    known.addAll(AggregateFunctions.known());
    known.addAll(WindowFunctions.known());
    context.request().names().functions().forEach(function -> known.add(function.name()));
    context.request().names().userFunctions().forEach(function -> known.add(function.name()));
    throw error(
        call,
        "no function is called '" + call.name() + "'" + NearestName.suggestion(call.name(), known));
  }

  /// A call with its arguments analysed; units of time become constant strings.
  FunctionCall functionCall(String name, Tree tree, List<Term> operands) {
    var arguments = new ArrayList<Expression>();
    for (var operand : operands) {
      boolean isUnit =
          arguments.isEmpty() && operand instanceof Term.Name && isUnitFirst(name, operands);
      if (isUnit) {
        arguments.add(Literal.ofString(((Term.Name) operand).last()));
      } else {
        arguments.addAll(values(operand));
      }
    }
    return new FunctionCall(name, arguments, tree, context);
  }

  /// The value of a term, or those of all columns that a star stands for.
  List<Expression> values(Term term) {
    return term instanceof Term.Star star
        ? StarColumns.values(star, scope, context)
        : List.of(analyze(term));
  }

  /// Whether what the grammar took for a column is a unit of time that it does not know.
  private static boolean isUnitFirst(String name, List<Term> operands) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "dateadd",
          "date_add",
          "timestampadd",
          "datediff",
          "date_diff",
          "timestampdiff",
          "timediff" ->
          operands.size() == 3;
      default -> false;
    };
  }

  /// Refuses an aggregate or a window where it may not stand.
  void requireAllowed(Inside what, Term term) {
    var kind = what == Inside.WINDOW ? Clause.Kind.WINDOWS : Clause.Kind.AGGREGATES;
    if (!clause.allows(kind)) {
      throw error(term, "%s may not hold %s".formatted(clause.name(), what.text));
    }
    if (inside == what || inside == Inside.AGGREGATE) {
      throw error(
          term,
          "%s may not stand inside %s"
              .formatted(what.text, inside == what ? "another one" : inside.text));
    }
  }

  /// Computes a part that stands inside of an aggregate or a window.
  <T> T inside(Inside what, Supplier<T> part) {
    var around = inside;
    inside = what;
    var result = part.get();
    inside = around;
    return result;
  }

  Expression fold(Expression expression) {
    return context.folder().fold(expression);
  }

  Expression compare(ScalarFunction function, Tree tree, Expression left, Expression right) {
    var given = new LimitedText(context).compared(List.of(left, right));
    var both = new FunctionCall(function.sqlName(), given, tree, context).compared();
    return fold(Call.of(function, DataType.BOOLEAN, both.get(0), both.get(1)));
  }

  Expression negated(Expression condition) {
    return fold(Expressions.not(condition));
  }
}
