package dev.stint.sql.request;

import dev.stint.plan.expression.UserCode;
import dev.stint.plan.type.DataType;
import java.util.List;

/// A function that a user wrote in Java, as its class describes itself. What `takesNulls` and
/// `isDeterministic` mean is said where the user says it, in `dev.stint.function`.
public record UserFunction(
    String name,
    Kind kind,
    UserCode code,
    boolean takesNulls,
    boolean isDeterministic,
    ResultRule result) {

  public enum Kind {
    SCALAR,
    AGGREGATE
  }

  /// Asks the class.
  @FunctionalInterface
  public interface ResultRule {

    /// The type of results for arguments of these types.
    ///
    /// @throws IllegalArgumentException when it takes no such arguments, with what it says of that
    DataType type(List<DataType> arguments);
  }
}
