package dev.stint.sql.context;

import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import dev.stint.sql.logical.ConstantFolder;
import dev.stint.sql.request.Settings;
import java.util.List;
import java.util.Optional;

/// Spark's implicit conversions: to which type values of several types are brought, and which casts
/// exist. Without ANSI mode strings are what all goes together with, beside numbers in operators
/// they are doubles, and casts are lenient.
public final class Coercion {

  private final ConstantFolder folder;
  private final boolean isAnsi;

  private Coercion(ConstantFolder folder, boolean isAnsi) {
    this.folder = folder;
    this.isAnsi = isAnsi;
  }

  static Coercion of(ConstantFolder folder, Settings settings) {
    return new Coercion(folder, settings.isAnsi());
  }

  /// A NULL that takes any type.
  public static boolean isUntypedNull(Expression expression) {
    return expression.type().equals(DataType.VOID);
  }

  /// A literal NULL of any type.
  public static boolean isNull(Expression expression) {
    return expression instanceof Literal literal && literal.text() == null;
  }

  /// The expression as a value of `type`, by a cast unless it already is one.
  public Expression cast(Expression expression, DataType type) {
    if (expression.type().equals(type)) {
      return expression;
    }
    if (isNull(expression)) {
      return Literal.nullOf(type);
    }
    return folder.fold(Call.of(castFunction(), type, expression));
  }

  private ScalarFunction castFunction() {
    return isAnsi ? ScalarFunction.CAST : ScalarFunction.LENIENT_CAST;
  }

  /// The type to which all are brought in CASE, COALESCE, IN and UNION; empty when they do not go
  /// together.
  public Optional<DataType> common(List<? extends Expression> expressions) {
    return common(expressions, false);
  }

  /// The type in which two are compared: beside a decimal, a whole literal needs only its own
  /// digits.
  public Optional<DataType> compared(List<? extends Expression> expressions) {
    if (!isAnsi && expressions.size() == 2) {
      var special = comparedLeniently(expressions.get(0).type(), expressions.get(1).type());
      if (special.isPresent()) {
        return special;
      }
    }
    return common(expressions, expressions.stream().anyMatch(e -> e.type().isDecimal()));
  }

  /// A string beside another type is read as that, beside a decimal as a double; a truth value
  /// beside a number is 0 or 1.
  private static Optional<DataType> comparedLeniently(DataType left, DataType right) {
    if (left.equals(right) || left.equals(DataType.VOID) || right.equals(DataType.VOID)) {
      return Optional.empty();
    }
    if (left.equals(DataType.STRING) || right.equals(DataType.STRING)) {
      var other = left.equals(DataType.STRING) ? right : left;
      return Optional.of(other.isDecimal() ? DataType.DOUBLE : other);
    }
    if (left.equals(DataType.BOOLEAN) && right.isNumeric()) {
      return Optional.of(right);
    }
    return right.equals(DataType.BOOLEAN) && left.isNumeric()
        ? Optional.of(left)
        : Optional.empty();
  }

  private Optional<DataType> common(
      List<? extends Expression> expressions, boolean areLiteralsNarrow) {
    var typed = expressions.stream().filter(e -> !isUntypedNull(e)).toList();
    if (typed.isEmpty()) {
      return expressions.stream().map(Expression::type).findFirst();
    }
    Optional<DataType> result = Optional.empty();
    for (var expression : typed) {
      boolean isNarrow = areLiteralsNarrow && expression.type().isInteger();
      var type = isNarrow ? DecimalTypes.of(expression) : expression.type();
      result = result.isEmpty() ? Optional.of(type) : common(result.get(), type);
      if (result.isEmpty()) {
        return result;
      }
    }
    return result;
  }

  /// The type to which both are brought; empty when they do not go together.
  public Optional<DataType> common(DataType left, DataType right) {
    if (left.equals(right)) {
      return Optional.of(left);
    }
    if (left.equals(DataType.VOID) || right.equals(DataType.VOID)) {
      return Optional.of(left.equals(DataType.VOID) ? right : left);
    }
    if (left.isInterval() && left.kind() == right.kind()) {
      return Optional.of(commonInterval(left, right));
    }
    if (left.kind() == TypeKind.TIME && right.kind() == TypeKind.TIME) {
      return Optional.of(left.precision() >= right.precision() ? left : right);
    }
    if (left.isNumeric() && right.isNumeric()) {
      return Optional.of(commonNumber(left, right));
    }
    if (left.equals(DataType.STRING)) {
      return withString(right);
    }
    if (right.equals(DataType.STRING)) {
      return withString(left);
    }
    if (isTime(left) && isTime(right)) {
      boolean hasInstant = left.equals(DataType.TIMESTAMP) || right.equals(DataType.TIMESTAMP);
      return Optional.of(hasInstant ? DataType.TIMESTAMP : DataType.TIMESTAMP_NTZ);
    }
    return Optional.empty();
  }

  /// Of all fields of both.
  private static DataType commonInterval(DataType left, DataType right) {
    return new DataType(
        left.kind(),
        Math.min(left.precision(), right.precision()),
        Math.max(left.scale(), right.scale()));
  }

  private DataType commonNumber(DataType left, DataType right) {
    if (left.isFloatingPoint() || right.isFloatingPoint()) {
      boolean isOfFloats =
          !isAnsi
              && !left.equals(DataType.DOUBLE)
              && !right.equals(DataType.DOUBLE)
              && !left.isDecimal()
              && !right.isDecimal();
      // With ANSI mode also a float and a whole number: a float would lose digits.
      return isOfFloats ? DataType.FLOAT : DataType.DOUBLE;
    }
    if (left.isDecimal() || right.isDecimal()) {
      return DecimalTypes.wider(DecimalTypes.of(left), DecimalTypes.of(right));
    }
    return left.kind().compareTo(right.kind()) >= 0 ? left : right;
  }

  private Optional<DataType> withString(DataType other) {
    if (!isAnsi) {
      boolean isText = !other.equals(DataType.BINARY) && !other.equals(DataType.BOOLEAN);
      return isText ? Optional.of(DataType.STRING) : Optional.empty();
    }
    return switch (other.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> Optional.of(DataType.BIGINT);
      case DECIMAL, FLOAT, DOUBLE -> Optional.of(DataType.DOUBLE);
      case BOOLEAN, DATE, TIMESTAMP, TIMESTAMP_NTZ, STRING, BINARY, TIME, VOID ->
          Optional.of(other);
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL -> Optional.empty();
    };
  }

  public static boolean isTime(DataType type) {
    return switch (type.kind()) {
      case DATE, TIMESTAMP, TIMESTAMP_NTZ -> true;
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE, STRING, BINARY -> false;
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> false;
    };
  }

  /// Whether an argument of type `from` is brought to `to` without being asked.
  public boolean isImplicit(DataType from, DataType to) {
    if (!isAnsi && (to.equals(DataType.STRING) || (from.isNumeric() && to.isNumeric()))) {
      return true;
    }
    if (from.equals(to) || from.equals(DataType.STRING) || from.equals(DataType.VOID)) {
      return true;
    }
    return switch (to.kind()) {
      case STRING -> true;
      case DOUBLE -> from.isNumeric();
      case FLOAT -> from.isNumeric() && !from.equals(DataType.DOUBLE);
      case DECIMAL -> from.isInteger() || from.isDecimal();
      case TINYINT, SMALLINT, INT, BIGINT ->
          from.isInteger() && from.kind().compareTo(to.kind()) <= 0;
      case DATE, TIMESTAMP, TIMESTAMP_NTZ -> isTime(from);
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL -> from.kind() == to.kind();
      case BOOLEAN, BINARY, VOID -> false;
    };
  }

  private static boolean isExact(DataType type) {
    return type.isInteger() || type.isDecimal();
  }

  /// Whether `CAST` exists between the types.
  public boolean isCastable(DataType from, DataType to) {
    boolean isOfDate =
        from.equals(DataType.DATE) && (to.isNumeric() || to.equals(DataType.BOOLEAN));
    boolean isTruthOfTime = from.equals(DataType.TIMESTAMP) && to.equals(DataType.BOOLEAN);
    if (!isAnsi && (isOfDate || isTruthOfTime)) {
      return true;
    }
    if (from.equals(to) || from.equals(DataType.STRING) || to.equals(DataType.STRING)) {
      return !to.equals(DataType.VOID);
    }
    if (from.isNumeric() && to.isNumeric()) {
      return true;
    }
    if (from.equals(DataType.VOID)) {
      return true;
    }
    if (from.isInterval() || to.isInterval() || from.kind() == TypeKind.TIME) {
      return from.kind() == to.kind() || (isExact(from) && to.isInterval()) || isExact(to);
    }
    boolean isInstantNumber =
        (from.equals(DataType.TIMESTAMP) && to.isNumeric())
            || (from.isNumeric() && to.equals(DataType.TIMESTAMP));
    boolean isBooleanNumber =
        (from.kind() == TypeKind.BOOLEAN && to.isNumeric())
            || (from.isNumeric() && to.kind() == TypeKind.BOOLEAN);
    boolean isBinary = from.isInteger() && to.equals(DataType.BINARY);
    return isInstantNumber || isBooleanNumber || isBinary || (isTime(from) && isTime(to));
  }
}
