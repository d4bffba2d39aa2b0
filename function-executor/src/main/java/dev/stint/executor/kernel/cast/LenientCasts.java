package dev.stint.executor.kernel.cast;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.executor.kernel.Lanes;
import dev.stint.executor.kernel.Nulls;
import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import java.math.BigDecimal;
import java.util.function.IntToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Conversions that Spark makes otherwise without ANSI mode than by giving NULL for what cannot be
/// converted: those to whole numbers, and some that ANSI mode refuses.
final class LenientCasts {

  /// A whole number, or one of which what follows the point is cut off.
  private static final Pattern NUMBER = Pattern.compile("([+-]?)([0-9]*)(?:[.][0-9]*)?");

  private LenientCasts() {}

  /// The vector as `to`; `null` where that is as in ANSI mode, or NULL where that fails.
  static @Nullable Vector special(Vector vector, DataType from, DataType to) {
    if (to.isInteger()) {
      return toLongs(vector, from, to);
    }
    if (from.kind() == TypeKind.DATE && (to.isNumeric() || to.equals(DataType.BOOLEAN))) {
      return Vector.nulls(to.physicalType(), vector.rowCount());
    }
    return to.equals(DataType.BINARY) && from.isInteger()
        ? toBytes((LongVector) vector, from)
        : null;
  }

  private static @Nullable Vector toLongs(Vector vector, DataType from, DataType to) {
    int shift = Lanes.spareBits(to);
    return switch (from.kind()) {
      case STRING -> ofTexts((BytesVector) vector, shift);
      case TINYINT, SMALLINT, INT, BIGINT -> wrapped(vector, shift, values(vector));
      case FLOAT, DOUBLE -> {
        double[] numbers = ((DoubleVector) vector).values();
        // To BIGINT and INT what is too large is the largest; smaller types cut an INT.
        yield shift == 0
            ? wrapped(vector, 0, row -> (long) numbers[row])
            : wrapped(vector, shift, row -> (int) numbers[row]);
      }
      case DECIMAL ->
          wrapped(
              vector, shift, row -> Decimals.value(vector, row, from).toBigInteger().longValue());
      case DATE -> Vector.nulls(to.physicalType(), vector.rowCount());
      case BOOLEAN,
          BINARY,
          TIMESTAMP,
          TIMESTAMP_NTZ,
          TIME,
          YEAR_MONTH_INTERVAL,
          DAY_TIME_INTERVAL,
          VOID ->
          null;
    };
  }

  private static IntToLongFunction values(Vector vector) {
    long[] values = ((LongVector) vector).values();
    return row -> values[row];
  }

  private static LongVector wrapped(Vector vector, int shift, IntToLongFunction number) {
    long[] out = new long[vector.rowCount()];
    for (int row = 0; row < out.length; row++) {
      if (!vector.isNull(row)) {
        out[row] = number.applyAsLong(row) << shift >> shift;
      }
    }
    return new LongVector(out.length, out, vector.nulls());
  }

  private static LongVector ofTexts(BytesVector texts, int shift) {
    int rowCount = texts.rowCount();
    long[] out = new long[rowCount];
    boolean[] wrong = new boolean[rowCount];
    for (int row = 0; row < rowCount; row++) {
      if (!texts.isNull(row)) {
        var whole = whole(texts.string(row).strip());
        wrong[row] = whole == null || whole << shift >> shift != whole;
        out[row] = wrong[row] || whole == null ? 0 : whole;
      }
    }
    return new LongVector(rowCount, out, Nulls.either(texts.nulls(), wrong, rowCount));
  }

  private static @Nullable Long whole(String text) {
    var match = NUMBER.matcher(text);
    if (!match.matches() || match.end() == match.end(1)) {
      return null;
    }
    String digits = match.group(2).isEmpty() ? "0" : match.group(2);
    var number = new BigDecimal(match.group(1) + digits).toBigInteger();
    return number.bitLength() > 63 ? null : number.longValue();
  }

  /// The bytes of a whole number, the highest first.
  private static BytesVector toBytes(LongVector numbers, DataType from) {
    int width = (64 - Lanes.spareBits(from)) / 8;
    var builder = new BytesBuilder(numbers.rowCount(), numbers.rowCount() * width);
    for (int row = 0; row < numbers.rowCount(); row++) {
      for (int place = width - 1; place >= 0; place--) {
        builder.append((byte) (numbers.values()[row] >> (8 * place)));
      }
      builder.endRow();
    }
    return builder.build(numbers.nulls());
  }
}
