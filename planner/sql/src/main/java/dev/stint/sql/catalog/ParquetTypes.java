package dev.stint.sql.catalog;

import dev.stint.plan.type.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/// Parquet's types as SQL's.
final class ParquetTypes {

  /// A column of a file. `type` is `null` when Stint cannot read it, which is a matter for the
  /// query that asks for it; `isVoid` when it holds nothing but NULLs and goes with every type.
  /// `fileType` is how messages show it.
  record FileColumn(
      String name, @Nullable DataType type, boolean isNullable, boolean isVoid, String fileType) {}

  private ParquetTypes() {}

  /// All columns of a file, in its order, with the types of those that hold intervals.
  static List<FileColumn> columns(MessageType message, Map<String, DataType> intervals) {
    return message.getFields().stream()
        .map(ParquetTypes::column)
        .map(
            column ->
                isIntervals(column, intervals)
                    ? new FileColumn(
                        column.name(),
                        intervals.get(column.name()),
                        column.isNullable(),
                        false,
                        column.fileType())
                    : column)
        .toList();
  }

  private static boolean isIntervals(FileColumn column, Map<String, DataType> intervals) {
    var interval = intervals.get(column.name());
    if (interval == null || column.type() == null) {
      return false;
    }
    return column.type().equals(interval.isOfMonths() ? DataType.INT : DataType.BIGINT);
  }

  private static FileColumn column(Type column) {
    boolean isNullable = !column.isRepetition(Type.Repetition.REQUIRED);
    boolean isFlat = column.isPrimitive() && !column.isRepetition(Type.Repetition.REPEATED);
    boolean isVoid =
        isFlat && column.getLogicalTypeAnnotation() instanceof UnknownLogicalTypeAnnotation;
    var type = isVoid ? DataType.VOID : isFlat ? type(column.asPrimitiveType()) : null;
    return new FileColumn(column.getName(), type, isNullable, isVoid, describe(column));
  }

  /// `struct`, `time(micros)`, `interval`: what users call it.
  private static String describe(Type column) {
    var annotation = column.getLogicalTypeAnnotation();
    if (annotation != null) {
      return annotation.toString().toLowerCase(Locale.ROOT);
    }
    if (column.isRepetition(Type.Repetition.REPEATED)) {
      return "list";
    }
    return column.isPrimitive()
        ? column.asPrimitiveType().getPrimitiveTypeName().name().toLowerCase(Locale.ROOT)
        : "struct";
  }

  /// `null` when Stint has no such type.
  static @Nullable DataType type(PrimitiveType column) {
    var annotation = column.getLogicalTypeAnnotation();
    if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimal.getPrecision() > DataType.MAX_DECIMAL_PRECISION
          ? null
          : DataType.decimal(decimal.getPrecision(), decimal.getScale());
    }
    return switch (column.getPrimitiveTypeName()) {
      case BOOLEAN -> DataType.BOOLEAN;
      case INT32 -> int32(annotation);
      case INT64 -> int64(annotation);
      case INT96 -> DataType.TIMESTAMP;
      case FLOAT -> DataType.FLOAT;
      case DOUBLE -> DataType.DOUBLE;
      case BINARY -> binary(annotation);
      case FIXED_LEN_BYTE_ARRAY -> fixed(annotation);
    };
  }

  private static @Nullable DataType fixed(@Nullable LogicalTypeAnnotation annotation) {
    return switch (annotation) {
      case null -> DataType.BINARY;
      case UUIDLogicalTypeAnnotation _ -> DataType.STRING;
      case Float16LogicalTypeAnnotation _ -> DataType.FLOAT;
      default -> null;
    };
  }

  private static @Nullable DataType int32(@Nullable LogicalTypeAnnotation annotation) {
    return switch (annotation) {
      case null -> DataType.INT;
      case DateLogicalTypeAnnotation _ -> DataType.DATE;
      case IntLogicalTypeAnnotation integer -> integer(integer);
      case TimeLogicalTypeAnnotation _ -> DataType.TIME;
      default -> null;
    };
  }

  private static @Nullable DataType int64(@Nullable LogicalTypeAnnotation annotation) {
    return switch (annotation) {
      case null -> DataType.BIGINT;
      case TimestampLogicalTypeAnnotation timestamp ->
          timestamp.isAdjustedToUTC() ? DataType.TIMESTAMP : DataType.TIMESTAMP_NTZ;
      case IntLogicalTypeAnnotation integer -> integer(integer);
      case TimeLogicalTypeAnnotation time when time.getUnit() == TimeUnit.MICROS -> DataType.TIME;
      default -> null;
    };
  }

  /// An unsigned type needs the next wider signed one.
  private static DataType integer(IntLogicalTypeAnnotation integer) {
    int bits = integer.isSigned() ? integer.getBitWidth() : integer.getBitWidth() * 2;
    return switch (bits) {
      case 8 -> DataType.TINYINT;
      case 16 -> DataType.SMALLINT;
      case 32 -> DataType.INT;
      case 64 -> DataType.BIGINT;
      default -> DataType.decimal(20, 0);
    };
  }

  private static @Nullable DataType binary(@Nullable LogicalTypeAnnotation annotation) {
    return switch (annotation) {
      case null -> DataType.BINARY;
      case StringLogicalTypeAnnotation _ -> DataType.STRING;
      case EnumLogicalTypeAnnotation _ -> DataType.STRING;
      case JsonLogicalTypeAnnotation _ -> DataType.STRING;
      default -> DataType.BINARY;
    };
  }
}
