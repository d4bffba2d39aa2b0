package dev.stint.plan.expression;

import dev.stint.plan.type.DataType;
import java.util.List;

/// The value of the first branch whose condition is true, else `otherwise`. Only the chosen branch
/// is evaluated for a row, so that a branch may guard another against an error.
public record Case(List<Branch> branches, Expression otherwise, DataType type)
    implements Expression {

  /// `condition` is boolean; `value` and `otherwise` have the type of the whole.
  public record Branch(Expression condition, Expression value) {}

  public Case {
    branches = List.copyOf(branches);
  }

  @Override
  public String toString() {
    var text = new StringBuilder("CASE");
    for (var branch : branches) {
      text.append(" WHEN ").append(branch.condition()).append(" THEN ").append(branch.value());
    }
    return text.append(" ELSE ").append(otherwise).append(" END").toString();
  }
}
