package dev.stint.sql.catalog;

import dev.stint.plan.type.DataType;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which type holds all of some whole numbers: `BIGINT`, or beyond that decimals, of at least 20
/// digits where some numbers are `BIGINT`, as in Spark.
final class WholeNumbers {

  /// What small numbers are taken for on their way to a decimal: in JSON all are `BIGINT`.
  enum Smallest {
    INT,
    BIGINT
  }

  private static final Pattern SHORT = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

  /// Of a decimal that holds every `BIGINT`.
  private static final int BIGINT_DIGITS = 20;

  private static final int INT_BITS = 31;
  private static final int LONG_BITS = 63;

  private final Smallest smallest;
  private boolean isEveryNumberInt = true;
  private boolean isAnyNumberLong;
  private int digits;

  WholeNumbers(Smallest smallest) {
    this.smallest = smallest;
  }

  static boolean isWhole(String text) {
    return SHORT.matcher(text).matches() || WHOLE.matcher(text).matches();
  }

  void add(String text) {
    var number = new BigInteger(text);
    isEveryNumberInt &= number.bitLength() <= INT_BITS;
    if (number.bitLength() > LONG_BITS) {
      digits = Math.max(digits, number.abs().toString().length());
    } else {
      isAnyNumberLong |= smallest == Smallest.BIGINT || number.bitLength() > INT_BITS;
    }
  }

  /// `null` when no decimal has that many digits.
  @Nullable DataType type() {
    if (digits == 0) {
      return DataType.BIGINT;
    }
    int precision = isAnyNumberLong ? Math.max(BIGINT_DIGITS, digits) : digits;
    return precision > DataType.MAX_DECIMAL_PRECISION ? null : DataType.decimal(precision, 0);
  }

  /// Whether no number needs more than 32 bits.
  boolean isEveryNumberInt() {
    return isEveryNumberInt;
  }
}
