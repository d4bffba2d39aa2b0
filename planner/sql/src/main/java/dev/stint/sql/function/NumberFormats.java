package dev.stint.sql.function;

import static dev.stint.plan.type.DataType.STRING;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import java.util.Locale;

/// The formats of `to_number` and `to_char`.
final class NumberFormats {

  private NumberFormats() {}

  /// A constant format.
  static Expression constant(FunctionCall call, int index) {
    var format = call.as(index, STRING);
    if (format instanceof Literal) {
      return format;
    }
    throw call.error("the format of " + call.name() + " must be a constant");
  }

  /// The type of what a format reads: as many digits as it has.
  static DataType type(FunctionCall call, Expression format) {
    String text = format instanceof Literal(_, String known) ? known : "0";
    String upper = text.toUpperCase(Locale.ROOT);
    int point = Math.max(upper.indexOf('.'), upper.indexOf('D'));
    int whole = digits(point < 0 ? upper : upper.substring(0, point));
    int fraction = point < 0 ? 0 : digits(upper.substring(point));
    if (whole + fraction == 0 || whole + fraction > DataType.MAX_DECIMAL_PRECISION) {
      throw call.error(
          "a format has 1 to 38 digits, each written as 0 or 9; '%s' has %d"
              .formatted(text, whole + fraction));
    }
    return DataType.decimal(whole + fraction, fraction);
  }

  private static int digits(String text) {
    return Math.toIntExact(text.chars().filter(c -> c == '0' || c == '9').count());
  }
}
