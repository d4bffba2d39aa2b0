package dev.stint.sql.analyze;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.request.Variable;
import dev.stint.sql.tree.SourceText;
import dev.stint.sql.tree.Term;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Variables of the session, and constant terms, in which there may be some.
public final class Variables {

  private Variables() {}

  /// The variable that a name means: `x`, `session.x` or `system.session.x`.
  public static Optional<Variable> find(AnalysisContext context, List<String> name) {
    var before = String.join(".", name.subList(0, name.size() - 1));
    boolean isPlain = before.isEmpty() || isSession(before);
    return isPlain ? context.request().names().variable(name.getLast()) : Optional.empty();
  }

  /// How Spark names a variable that is a part of something.
  static String wording(Variable variable) {
    var value = variable.value();
    String text = value.text();
    String written =
        text == null
            ? "CAST(NULL AS %s)".formatted(value.type().toString().toUpperCase(Locale.ROOT))
            : value.type().equals(DataType.STRING) ? "'" + text + "'" : ColumnNames.constant(value);
    return "variablereference(system.session.%s=%s)"
        .formatted(variable.name().toLowerCase(Locale.ROOT), written);
  }

  /// Whether a variable may have this before its name.
  public static boolean isSession(String qualifier) {
    return qualifier.equalsIgnoreCase("session") || qualifier.equalsIgnoreCase("system.session");
  }

  /// The value of a term of constants and variables; empty where it is none, or cannot be computed.
  public static Optional<Literal> constant(AnalysisContext context, Term term) {
    var value =
        ExpressionAnalyzer.of(
                context,
                QueryAnalyzer.withViews(context),
                Scope.empty(null),
                Clause.plain("a constant"))
            .analyze(term);
    return value instanceof Literal literal ? Optional.of(literal) : Optional.empty();
  }

  static Optional<String> text(AnalysisContext context, Term term, SourceText source) {
    return constant(context.in(source), term).map(Literal::text);
  }
}
