package dev.stint.executor.sink;

import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.math.BigInteger;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/// SQL's types as Parquet's. All columns are optional, as Spark writes them.
final class ParquetSchemas {

  private ParquetSchemas() {}

  static MessageType of(Schema schema) {
    var fields = schema.fields().stream().map(ParquetSchemas::type).toArray(Type[]::new);
    return new MessageType("stint_schema", fields);
  }

  private static Type type(Field field) {
    var type = field.type();
    var builder = Types.optional(physical(type));
    if (physical(type) == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY) {
      builder = builder.length(decimalBytes(type.precision()));
    }
    var logical = logical(type);
    return (logical == null ? builder : builder.as(logical)).named(field.name());
  }

  private static PrimitiveTypeName physical(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
      case TINYINT, SMALLINT, INT, DATE, YEAR_MONTH_INTERVAL, VOID -> PrimitiveTypeName.INT32;
      case BIGINT, TIMESTAMP, TIMESTAMP_NTZ -> PrimitiveTypeName.INT64;
      case TIME, DAY_TIME_INTERVAL -> PrimitiveTypeName.INT64;
      case FLOAT -> PrimitiveTypeName.FLOAT;
      case DOUBLE -> PrimitiveTypeName.DOUBLE;
      case STRING, BINARY -> PrimitiveTypeName.BINARY;
      case DECIMAL -> {
        if (type.precision() <= 9) {
          yield PrimitiveTypeName.INT32;
        }
        yield type.precision() <= DataType.MAX_LONG_DECIMAL_PRECISION
            ? PrimitiveTypeName.INT64
            : PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
      }
    };
  }

  private static @Nullable LogicalTypeAnnotation logical(DataType type) {
    return switch (type.kind()) {
      case TINYINT -> LogicalTypeAnnotation.intType(8, true);
      case SMALLINT -> LogicalTypeAnnotation.intType(16, true);
      case DATE -> LogicalTypeAnnotation.dateType();
      case TIMESTAMP -> LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS);
      case TIMESTAMP_NTZ -> LogicalTypeAnnotation.timestampType(false, TimeUnit.MICROS);
      case STRING -> LogicalTypeAnnotation.stringType();
      case DECIMAL -> LogicalTypeAnnotation.decimalType(type.scale(), type.precision());
      case TIME -> LogicalTypeAnnotation.timeType(false, TimeUnit.MICROS);
      case BOOLEAN, INT, BIGINT, FLOAT, DOUBLE, BINARY -> null;
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL -> null;
      case VOID -> LogicalTypeAnnotation.unknownType();
    };
  }

  /// The fewest bytes that hold every number of so many digits with its sign.
  static int decimalBytes(int precision) {
    int bits = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength();
    return (bits + 8) / 8;
  }
}
