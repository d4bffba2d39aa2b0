package dev.stint.sql.function;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import dev.stint.sql.context.AnalysisContext;
import dev.stint.sql.context.Coercion;
import dev.stint.sql.tree.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A function as it is called in the text, with its arguments analysed.
public record FunctionCall(
    String name, List<Expression> arguments, Tree node, AnalysisContext context) {

  private static final Set<String> OF_DAYS =
      Set.of("+", "-", "date_add", "dateadd", "timestampadd", "date_sub");

  public FunctionCall {
    arguments = List.copyOf(arguments);
  }

  public int count() {
    return arguments.size();
  }

  public Expression argument(int index) {
    return arguments.get(index);
  }

  public DataType type(int index) {
    return argument(index).type();
  }

  public StintException error(String message) {
    return context.source().error(node, message);
  }

  /// An argument brought to a type, if that happens unasked.
  public Expression as(int index, DataType type) {
    return as(argument(index), index, type);
  }

  public Expression as(Expression expression, int index, DataType type) {
    boolean isOfNumbers = expression.type().isNumeric() && type.isNumeric();
    if (!Coercion.isUntypedNull(expression)
        && !(isOfNumbers && takesAnyNumber())
        && !context.coercion().isImplicit(expression.type(), type)) {
      throw error(
          "argument %d of %s is %s; it needs %s, so cast it"
              .formatted(index + 1, name, expression.type(), type));
    }
    return context.coercion().cast(expression, type);
  }

  /// Whether a number of any type is brought to the one that is needed, an error where it is too
  /// large for that. Days beside dates are whole numbers of at most INT.
  private boolean takesAnyNumber() {
    return !OF_DAYS.contains(name.toLowerCase(Locale.ROOT));
  }

  /// An argument as a number: as it is, or a string as a double.
  Expression number(int index) {
    var argument = argument(index);
    if (argument.type().isNumeric()) {
      return argument;
    }
    return as(index, DataType.DOUBLE);
  }

  /// An argument as a number or an interval.
  public Expression quantity(int index) {
    return type(index).isInterval() ? argument(index) : number(index);
  }

  /// An argument as a date or time: as it is, or a string as `type`.
  Expression time(int index, DataType type) {
    var argument = argument(index);
    return Coercion.isTime(argument.type()) ? argument : as(index, type);
  }

  /// An argument as a reading of a clock: dates become timestamps.
  Expression timestamp(int index) {
    return type(index).equals(DataType.TIMESTAMP_NTZ) || type(index).kind() == TypeKind.TIME
        ? argument(index)
        : as(index, DataType.TIMESTAMP);
  }

  /// A constant text, in lower case.
  String constant(int index) {
    if (argument(index) instanceof Literal literal
        && literal.type().equals(DataType.STRING)
        && literal.text() != null) {
      return literal.text().toLowerCase(Locale.ROOT);
    }
    throw error("argument %d of %s must be a constant string".formatted(index + 1, name));
  }

  /// All arguments from `from` on, brought to their common type.
  public List<Expression> common(int from) {
    var part = arguments.subList(from, arguments.size());
    return cast(part, context.coercion().common(part));
  }

  /// Both arguments, brought to the type in which they are compared.
  public List<Expression> compared() {
    // NULLs alone are compared as booleans.
    return cast(
        arguments,
        context
            .coercion()
            .compared(arguments)
            .map(type -> type.equals(DataType.VOID) ? DataType.BOOLEAN : type));
  }

  private List<Expression> cast(List<Expression> part, Optional<DataType> common) {
    var type =
        common.orElseThrow(
            () -> error("the types of %s do not go together: %s".formatted(name, types())));
    return part.stream().map(argument -> context.coercion().cast(argument, type)).toList();
  }

  public String types() {
    return String.join(", ", arguments.stream().map(a -> a.type().toString()).toList());
  }

  public Expression call(ScalarFunction function, DataType type, List<Expression> operands) {
    return call(function, type, operands.toArray(Expression[]::new));
  }

  public Expression call(ScalarFunction function, DataType type, Expression... operands) {
    return context
        .folder()
        .fold(
            context.settings().isAnsi()
                ? Call.of(function, type, operands)
                : Lenient.call(context, function, type, operands));
  }
}
