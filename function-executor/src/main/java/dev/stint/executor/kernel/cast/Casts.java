package dev.stint.executor.kernel.cast;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Checks;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.Lanes;
import dev.stint.executor.kernel.OnError;
import dev.stint.executor.kernel.decimal.DecimalCasts;
import dev.stint.executor.kernel.decimal.Rescale;
import dev.stint.executor.kernel.number.DoubleArithmetic;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import java.time.ZoneId;

/// Conversions between types, as Spark's ANSI mode allows them.
public final class Casts {

  private static final double TWO_TO_63 = 0x1p63;

  private Casts() {}

  /// `vector`, of type `from`, as `to`. Timestamps are read and written in `zone`.
  ///
  /// @throws StintException of kind USER when no value of one type is one of the other, or this
  ///   row's is not and errors fail
  public static Vector cast(
      Vector vector, DataType from, DataType to, ZoneId zone, OnError onError) {
    if (onError == OnError.BE_LENIENT) {
      var special = LenientCasts.special(vector, from, to);
      if (special != null) {
        return special;
      }
    }
    return strict(vector, from, to, zone, onError == OnError.FAIL ? onError : OnError.GIVE_NULL);
  }

  private static Vector strict(
      Vector vector, DataType from, DataType to, ZoneId zone, OnError onError) {
    if (from.equals(to)) {
      return vector;
    }
    if (to.kind() == TypeKind.STRING) {
      return ValueText.format(vector, from, zone);
    }
    return switch (from.kind()) {
      case VOID -> Vector.nulls(to.physicalType(), vector.rowCount());
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL ->
          IntervalCasts.cast((LongVector) vector, from, to, onError);
      case TIME -> TimeCasts.cast((LongVector) vector, from, to, onError);
      case STRING -> fromText((BytesVector) vector, to, zone, onError);
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT ->
          fromLongs((LongVector) vector, from, to, onError);
      case DECIMAL -> fromDecimals(vector, from, to, onError);
      case FLOAT, DOUBLE -> fromDoubles((DoubleVector) vector, from, to, onError);
      case DATE, TIMESTAMP, TIMESTAMP_NTZ ->
          DatetimeCasts.cast((LongVector) vector, from, to, zone, onError);
      case BINARY -> throw noCast(from, to);
    };
  }

  static StintException noCast(DataType from, DataType to) {
    return StintException.user(
        ("[DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION] \"%s\" cannot be cast to \"%s\". "
                + "Cast to a type between the two, such as STRING, first.")
            .formatted(Failures.name(from), Failures.name(to)));
  }

  private static Vector fromText(BytesVector texts, DataType to, ZoneId zone, OnError onError) {
    boolean[] failed = new boolean[texts.rowCount()];
    var values = TextCast.parse(texts, to, zone, failed);
    if (onError == OnError.GIVE_NULL) {
      return values;
    }
    for (int row = 0; row < failed.length; row++) {
      if (failed[row]) {
        throw to.isDecimal() && TextCast.isNumber(texts, row)
            ? Failures.outOfRange(texts.string(row), to)
            : Failures.malformed(texts.string(row), to);
      }
    }
    return values;
  }

  private static Vector fromLongs(LongVector vector, DataType from, DataType to, OnError onError) {
    return switch (to.kind()) {
      case BOOLEAN -> toBooleans(vector);
      case TINYINT, SMALLINT, INT, BIGINT -> narrow(vector, from, to, onError);
      case DECIMAL -> Rescale.rescale(vector, from, to, onError);
      case FLOAT -> toFloats(vector);
      case DOUBLE -> toDoubles(vector);
      case TIMESTAMP -> DatetimeCasts.fromSeconds(vector, from, onError);
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL ->
          IntervalCasts.ofNumbers(vector, from, to, onError);
      case STRING, BINARY, DATE, TIMESTAMP_NTZ, TIME, VOID -> throw noCast(from, to);
    };
  }

  private static Vector fromDecimals(Vector vector, DataType from, DataType to, OnError onError) {
    return switch (to.kind()) {
      case BOOLEAN -> DecimalCasts.toBooleans(vector);
      case TINYINT, SMALLINT, INT, BIGINT -> DecimalCasts.toLongs(vector, from, to, onError);
      case DECIMAL -> Rescale.rescale(vector, from, to, onError);
      case FLOAT, DOUBLE -> DecimalCasts.toDoubles(vector, from, to);
      case TIMESTAMP -> DatetimeCasts.fromDecimals(vector, from, onError);
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL ->
          IntervalCasts.ofNumbers(vector, from, to, onError);
      case STRING, BINARY, DATE, TIMESTAMP_NTZ, TIME, VOID -> throw noCast(from, to);
    };
  }

  private static Vector fromDoubles(
      DoubleVector vector, DataType from, DataType to, OnError onError) {
    return switch (to.kind()) {
      case BOOLEAN -> toBooleans(vector);
      case TINYINT, SMALLINT, INT, BIGINT -> toLongs(vector, from, to, onError);
      case DECIMAL -> DecimalCasts.fromDoubles(vector, from, to, onError);
      case FLOAT -> {
        double[] out = java.util.Arrays.copyOf(vector.values(), vector.rowCount());
        DoubleArithmetic.roundToFloats(out);
        yield new DoubleVector(out.length, out, vector.nulls());
      }
      case DOUBLE -> vector;
      case TIMESTAMP -> DatetimeCasts.fromDoubles(vector, from, onError);
      case STRING, BINARY, DATE, TIMESTAMP_NTZ -> throw noCast(from, to);
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> throw noCast(from, to);
    };
  }

  static LongVector toBooleans(LongVector vector) {
    int rowCount = vector.rowCount();
    long[] values = vector.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = values[row] == 0 ? 0 : 1;
    }
    return new LongVector(rowCount, out, vector.nulls());
  }

  private static LongVector toBooleans(DoubleVector vector) {
    int rowCount = vector.rowCount();
    double[] values = vector.values();
    long[] out = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = values[row] == 0 ? 0 : 1;
    }
    return new LongVector(rowCount, out, vector.nulls());
  }

  static LongVector narrow(LongVector vector, DataType from, DataType to, OnError onError) {
    int rowCount = vector.rowCount();
    long[] values = vector.values();
    int shift = Lanes.spareBits(to);
    long wrong = 0;
    for (int row = 0; row < rowCount; row++) {
      wrong |= values[row] << shift >> shift ^ values[row];
    }
    if (wrong == 0) {
      return vector;
    }
    boolean[] nulls =
        Checks.apply(
            vector.nulls(),
            rowCount,
            onError,
            row -> values[row] << shift >> shift != values[row],
            row -> Failures.castOverflow(Long.toString(values[row]), from, to));
    return new LongVector(rowCount, values, nulls);
  }

  static DoubleVector toDoubles(LongVector vector) {
    int rowCount = vector.rowCount();
    long[] values = vector.values();
    double[] out = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = values[row];
    }
    return new DoubleVector(rowCount, out, vector.nulls());
  }

  private static DoubleVector toFloats(LongVector vector) {
    int rowCount = vector.rowCount();
    long[] values = vector.values();
    double[] out = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      out[row] = (float) values[row];
    }
    return new DoubleVector(rowCount, out, vector.nulls());
  }

  private static LongVector toLongs(
      DoubleVector vector, DataType from, DataType to, OnError onError) {
    int rowCount = vector.rowCount();
    double[] values = vector.values();
    long[] out = new long[rowCount];
    int shift = Lanes.spareBits(to);
    boolean isAnyOutside = false;
    for (int row = 0; row < rowCount; row++) {
      long whole = (long) values[row];
      out[row] = whole;
      isAnyOutside |= isOutside(values[row], whole, shift);
    }
    boolean[] nulls = vector.nulls();
    if (isAnyOutside) {
      nulls =
          Checks.apply(
              nulls,
              rowCount,
              onError,
              row -> isOutside(values[row], out[row], shift),
              row -> Failures.castOverflow(Double.toString(values[row]), from, to));
    }
    return new LongVector(rowCount, out, nulls);
  }

  private static boolean isOutside(double value, long whole, int shift) {
    // Written so that NaN is outside.
    return !(value >= -TWO_TO_63 && value < TWO_TO_63) || whole << shift >> shift != whole;
  }
}
