package dev.stint.sql.analyze;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.failure.NearestName;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.Variable;
import dev.stint.sql.tree.Command;
import dev.stint.sql.tree.Command.IfThere;
import dev.stint.sql.tree.Query;
import dev.stint.sql.tree.Span;
import dev.stint.sql.tree.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Statements that make variables of the session and set them.
public final class VariableAnalyzer {

  private final AnalysisContext context;
  private final Namespace names;

  public VariableAnalyzer(AnalysisContext context) {
    this.context = context;
    this.names = context.request().names();
  }

  private Relation query(Query query) {
    return QueryAnalyzer.withViews(context).query(query, null);
  }

  /// The value of a term that needs no rows.
  public Literal constant(Term term) {
    return Variables.constant(context, term)
        .orElseThrow(() -> context.source().error(term, "here a constant is needed"));
  }

  public Namespace declare(Command.DeclareVariables variables) {
    var type = variables.type();
    var given =
        variables.value() == null
            ? Literal.nullOf(type == null ? DataType.STRING : type)
            : constant(variables.value());
    var value = type == null ? given : cast(variables.span(), given, type);
    var after = names;
    for (var parts : variables.names()) {
      String name = name(context, variables.span(), parts);
      if (variables.ifThere() == IfThere.FAIL && after.variable(name).isPresent()) {
        throw context
            .source()
            .error(
                variables.span(),
                "there is a variable called '%s' already; use DECLARE OR REPLACE".formatted(name));
      }
      after = after.with(new Variable(name, value, value));
    }
    return after;
  }

  static String name(AnalysisContext context, Span span, List<String> parts) {
    var before = String.join(".", parts.subList(0, parts.size() - 1));
    if (!before.isEmpty() && !Variables.isSession(before)) {
      throw context
          .source()
          .error(
              span,
              "a variable is of the session: %s or session.%s"
                  .formatted(parts.getLast(), parts.getLast()));
    }
    return parts.getLast();
  }

  private Literal cast(Span span, Expression value, DataType type) {
    if (SqlFunctions.cast(context, span, value, type) instanceof Literal literal) {
      return literal;
    }
    throw context
        .source()
        .error(span, "%s cannot be cast to %s".formatted(((Literal) value).text(), type));
  }

  private Variable known(Term.Name name) {
    return Variables.find(context, name.parts())
        .orElseThrow(
            () ->
                context
                    .source()
                    .error(
                        name,
                        "no variable is called '%s'%s; declare it with DECLARE"
                            .formatted(
                                String.join(".", name.parts()),
                                NearestName.suggestion(
                                    name.last(),
                                    names.variables().stream().map(Variable::name).toList()))));
  }

  /// The names after an assignment of constants; empty where rows are needed.
  public Optional<Namespace> assigned(Command.SetVariables set) {
    requireDistinct(set);
    if (set.query() != null) {
      return Optional.empty();
    }
    var after = names;
    for (int index = 0; index < set.names().size(); index++) {
      var variable = known(set.names().get(index));
      var value = value(set.values().get(index), variable);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      after = after.with(new Variable(variable.name(), value.get(), variable.initial()));
    }
    return Optional.of(after);
  }

  private void requireDistinct(Command.SetVariables set) {
    var seen = new ArrayList<String>();
    for (var name : set.names()) {
      String lower = known(name).name().toLowerCase(Locale.ROOT);
      if (seen.contains(lower)) {
        throw context.source().error(name, "the variable '%s' is set twice".formatted(lower));
      }
      seen.add(lower);
    }
  }

  private Optional<Literal> value(Term term, Variable variable) {
    if (isDefault(term)) {
      return Optional.of(variable.initial());
    }
    return Variables.constant(context, term)
        .map(value -> cast(term.span(), value, variable.value().type()));
  }

  /// The word, not a variable of that name in backticks.
  private boolean isDefault(Term term) {
    return context.source().exact(term).equalsIgnoreCase("default");
  }

  /// A query of one row with the values that variables are set to.
  public Relation assignment(Command.SetVariables set) {
    var query = set.query();
    var rows = query == null ? query(SqlFunctions.select(set.values())) : query(query);
    if (rows.columns().size() != set.names().size()) {
      throw context
          .source()
          .error(
              set.span(),
              "%d variables are set to %d values"
                  .formatted(set.names().size(), rows.columns().size()));
    }
    var columns = new ArrayList<Column>();
    var values = new ArrayList<Expression>();
    for (int index = 0; index < set.names().size(); index++) {
      var variable = known(set.names().get(index));
      var type = variable.value().type();
      columns.add(context.ids().column(variable.name(), type, true));
      values.add(
          SqlFunctions.cast(
              context, set.names().get(index).span(), rows.columns().get(index).ref(), type));
    }
    return new Project(rows, columns, values);
  }
}
