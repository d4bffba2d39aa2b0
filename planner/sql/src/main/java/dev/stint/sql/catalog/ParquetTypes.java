package dev.stint.sql.catalog;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/// Parquet's types as SQL's. Columns that have none (nested, repeated, intervals, FLOAT16) are left
/// out, as if the file did not have them.
final class ParquetTypes {

  private ParquetTypes() {}

  static Schema schema(MessageType message) {
    var fields = new ArrayList<Field>();
    for (var column : message.getFields()) {
      if (column.isPrimitive() && !column.isRepetition(Type.Repetition.REPEATED)) {
        var type = type(column.asPrimitiveType());
        if (type != null) {
          boolean isNullable = column.isRepetition(Type.Repetition.OPTIONAL);
          fields.add(new Field(column.getName(), type, isNullable));
        }
      }
    }
    return new Schema(fields);
  }

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
      case FIXED_LEN_BYTE_ARRAY -> annotation == null ? DataType.BINARY : null;
    };
  }

  private static @Nullable DataType int32(@Nullable LogicalTypeAnnotation annotation) {
    return switch (annotation) {
      case null -> DataType.INT;
      case DateLogicalTypeAnnotation _ -> DataType.DATE;
      case IntLogicalTypeAnnotation integer -> integer(integer);
      default -> null;
    };
  }

  private static @Nullable DataType int64(@Nullable LogicalTypeAnnotation annotation) {
    return switch (annotation) {
      case null -> DataType.BIGINT;
      case TimestampLogicalTypeAnnotation timestamp ->
          timestamp.isAdjustedToUTC() ? DataType.TIMESTAMP : DataType.TIMESTAMP_NTZ;
      case IntLogicalTypeAnnotation integer -> integer(integer);
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
