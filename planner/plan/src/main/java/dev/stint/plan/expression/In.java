package dev.stint.plan.expression;

import dev.stint.plan.type.DataType;
import java.util.List;
import java.util.stream.Collectors;

/// Whether a value equals one of several constants of its own type, none of them NULL; NULL for
/// NULL.
public record In(Expression value, List<Literal> options) implements Expression {

  public In {
    options = List.copyOf(options);
    if (options.stream().anyMatch(option -> option.text() == null)) {
      throw new IllegalArgumentException("an option of IN is NULL");
    }
  }

  @Override
  public DataType type() {
    return DataType.BOOLEAN;
  }

  @Override
  public String toString() {
    return options.stream()
        .map(Literal::toString)
        .collect(Collectors.joining(", ", "(" + value + " IN (", "))"));
  }
}
