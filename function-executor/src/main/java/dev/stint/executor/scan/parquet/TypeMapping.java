package dev.stint.executor.scan.parquet;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/// How a column of a file becomes a column of the table: `target` is the table's type, `longs` what
/// is done to numbers of 64 bits, `addedDigits` the power of ten for wider ones, and
/// `isUnsignedLong` marks 64-bit numbers without sign.
record TypeMapping(
    PrimitiveType type,
    DataType target,
    LongConversion longs,
    int addedDigits,
    boolean isUnsignedLong) {

  private static final int LARGEST_LONG_POWER = 18;
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  /// @throws StintException of kind USER when the file's type is neither the table's nor widens to
  ///   it
  static TypeMapping of(String path, PrimitiveType type, DataType target, FileCalendar calendar) {
    var mapping = find(type, target);
    if (mapping == null) {
      throw StintException.user(
          "%s: column '%s' is %s in the file, but %s in the table; only widening is done on reading: write the files with one type"
              .formatted(path, type.getName(), describe(type), target));
    }
    return mapping.by(calendar);
  }

  /// A wall clock's readings are of one calendar always.
  private TypeMapping by(FileCalendar calendar) {
    if (isDate(type)) {
      return with(calendar.ofDates());
    }
    if (!target.equals(DataType.TIMESTAMP)) {
      return this;
    }
    return with(
        type.getPrimitiveTypeName() == PrimitiveTypeName.INT96
            ? calendar.ofInt96()
            : calendar.ofTimestamps());
  }

  private TypeMapping with(@Nullable Rebase rebase) {
    return new TypeMapping(type, target, longs.with(rebase), addedDigits, isUnsignedLong);
  }

  private static @Nullable TypeMapping find(PrimitiveType type, DataType target) {
    return switch (target.kind()) {
      case BOOLEAN -> plain(type, target, type.getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN);
      case TINYINT, SMALLINT, INT, BIGINT -> integer(type, target);
      case DECIMAL -> decimal(type, target);
      case FLOAT ->
          plain(
              type,
              target,
              type.getPrimitiveTypeName() == PrimitiveTypeName.FLOAT || isHalfFloat(type));
      case DOUBLE -> toDouble(type, target);
      case STRING -> plain(type, target, isText(type) || isUuid(type));
      case BINARY -> plain(type, target, isBinary(type));
      case DATE -> plain(type, target, isDate(type));
      case TIMESTAMP, TIMESTAMP_NTZ -> timestamp(type, target);
      case TIME -> time(type, target);
      case YEAR_MONTH_INTERVAL -> plain(type, target, signedBits(type) == 32);
      case DAY_TIME_INTERVAL -> plain(type, target, signedBits(type) == 64);
      case VOID -> null;
    };
  }

  private static @Nullable TypeMapping plain(
      PrimitiveType type, DataType target, boolean isPossible) {
    return isPossible ? new TypeMapping(type, target, LongConversion.NONE, 0, false) : null;
  }

  private static @Nullable TypeMapping integer(PrimitiveType type, DataType target) {
    int bits = signedBits(type);
    if (bits == 0 || bits > bitsOf(target)) {
      return null;
    }
    return new TypeMapping(type, target, signOf(type), 0, false);
  }

  private static int bitsOf(DataType target) {
    return switch (target.kind()) {
      case TINYINT -> 8;
      case SMALLINT -> 16;
      case INT -> 32;
      default -> 64;
    };
  }

  /// The bits that hold all of the column's numbers with a sign: 65 for unsigned longs; 0 when the
  /// column does not hold whole numbers.
  private static int signedBits(PrimitiveType type) {
    if (type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation annotation) {
      int bits = annotation.getBitWidth();
      if (annotation.isSigned()) {
        return bits;
      }
      return bits == 64 ? 65 : bits * 2;
    }
    if (type.getLogicalTypeAnnotation() != null) {
      return 0;
    }
    return switch (type.getPrimitiveTypeName()) {
      case INT32 -> 32;
      case INT64 -> 64;
      case BOOLEAN, FLOAT, DOUBLE, INT96, BINARY, FIXED_LEN_BYTE_ARRAY -> 0;
    };
  }

  private static @Nullable TypeMapping decimal(PrimitiveType type, DataType target) {
    boolean isUnsignedLong = signedBits(type) == 65;
    int digits;
    int scale = 0;
    if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation annotation) {
      scale = annotation.getScale();
      digits = annotation.getPrecision() - scale;
    } else {
      digits = integerDigits(signedBits(type));
    }
    int added = target.scale() - scale;
    if (digits < 0 || added < 0 || digits > target.precision() - target.scale()) {
      return null;
    }
    boolean isShort = target.precision() <= DataType.MAX_LONG_DECIMAL_PRECISION;
    boolean isUnsignedInt =
        signedBits(type) > 0
            && signedBits(type) != 65
            && type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation annotation
            && !annotation.isSigned();
    if (isShort && added <= LARGEST_LONG_POWER) {
      return new TypeMapping(
          type, target, new LongConversion(isUnsignedInt, powerOfTen(added), 1, 1, null), 0, false);
    }
    var conversion = isUnsignedInt ? LongConversion.UNSIGNED_INT : LongConversion.NONE;
    return new TypeMapping(type, target, conversion, added, isUnsignedLong);
  }

  private static int integerDigits(int signedBits) {
    return switch (signedBits) {
      case 8 -> 3;
      case 16 -> 5;
      case 32 -> 10;
      case 64 -> 19;
      case 65 -> 20;
      default -> -1;
    };
  }

  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static @Nullable TypeMapping toDouble(PrimitiveType type, DataType target) {
    return switch (type.getPrimitiveTypeName()) {
      case FLOAT, DOUBLE -> plain(type, target, true);
      case INT32, INT64 -> {
        int bits = signedBits(type);
        yield bits == 0 || bits > 64 ? null : new TypeMapping(type, target, signOf(type), 0, false);
      }
      case FIXED_LEN_BYTE_ARRAY -> plain(type, target, isHalfFloat(type));
      case BOOLEAN, INT96, BINARY -> null;
    };
  }

  private static LongConversion signOf(PrimitiveType type) {
    boolean isUnsigned =
        type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation annotation
            && !annotation.isSigned();
    return isUnsigned ? LongConversion.UNSIGNED_INT : LongConversion.NONE;
  }

  private static boolean isDate(PrimitiveType type) {
    return type.getLogicalTypeAnnotation() instanceof DateLogicalTypeAnnotation;
  }

  static boolean isHalfFloat(PrimitiveType type) {
    return type.getLogicalTypeAnnotation() instanceof Float16LogicalTypeAnnotation;
  }

  static boolean isUuid(PrimitiveType type) {
    return type.getLogicalTypeAnnotation() instanceof UUIDLogicalTypeAnnotation;
  }

  private static boolean isText(PrimitiveType type) {
    var annotation = type.getLogicalTypeAnnotation();
    boolean isTextual =
        annotation == null
            || annotation.equals(LogicalTypeAnnotation.stringType())
            || annotation.equals(LogicalTypeAnnotation.enumType())
            || annotation.equals(LogicalTypeAnnotation.jsonType());
    return type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY && isTextual;
  }

  private static boolean isBinary(PrimitiveType type) {
    var annotation = type.getLogicalTypeAnnotation();
    return switch (type.getPrimitiveTypeName()) {
      case BINARY -> !(annotation instanceof DecimalLogicalTypeAnnotation);
      case FIXED_LEN_BYTE_ARRAY ->
          annotation == null || annotation.equals(LogicalTypeAnnotation.uuidType());
      case BOOLEAN, INT32, INT64, FLOAT, DOUBLE, INT96 -> false;
    };
  }

  private static @Nullable TypeMapping timestamp(PrimitiveType type, DataType target) {
    boolean isInstant = target.equals(DataType.TIMESTAMP);
    if (type.getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
      return plain(type, target, isInstant);
    }
    if (isDate(type) && !isInstant) {
      return new TypeMapping(type, target, LongConversion.times(MICROS_PER_DAY), 0, false);
    }
    if (!(type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation annotation)
        || annotation.isAdjustedToUTC() != isInstant) {
      return null;
    }
    var conversion =
        switch (annotation.getUnit()) {
          case MILLIS -> LongConversion.times(1000);
          case MICROS -> LongConversion.NONE;
          case NANOS -> LongConversion.dividedBy(1000);
        };
    return new TypeMapping(type, target, conversion, 0, false);
  }

  private static @Nullable TypeMapping time(PrimitiveType type, DataType target) {
    if (!(type.getLogicalTypeAnnotation() instanceof TimeLogicalTypeAnnotation annotation)) {
      return null;
    }
    return switch (annotation.getUnit()) {
      case MILLIS -> time(type, target, LongConversion.times(1_000_000));
      case MICROS -> time(type, target, LongConversion.times(1000));
      // More digits than a time has.
      case NANOS -> null;
    };
  }

  private static TypeMapping time(PrimitiveType type, DataType target, LongConversion conversion) {
    long nanos = Math.round(Math.pow(10, 9 - target.precision()));
    var exact = target.equals(DataType.TIME) ? conversion : conversion.inMultiplesOf(nanos);
    return new TypeMapping(type, target, exact, 0, false);
  }

  private static String describe(PrimitiveType type) {
    var annotation = type.getLogicalTypeAnnotation();
    var physical = type.getPrimitiveTypeName().name();
    return annotation == null ? physical : annotation + " in " + physical;
  }
}
