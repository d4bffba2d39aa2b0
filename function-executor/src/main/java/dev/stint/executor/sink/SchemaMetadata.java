package dev.stint.executor.sink;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What stands in the footer of a Parquet file besides its columns: the schema as Spark has it,
/// from which Spark takes what Parquet's types do not tell, and the types of the columns that the
/// file's folders carry, which nothing else tells.
final class SchemaMetadata {

  private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";
  private static final String PARTITION_SCHEMA = "stint.partition.schema";

  private SchemaMetadata() {}

  static Map<String, String> of(Schema file, List<Field> partitions) {
    var entries = new LinkedHashMap<String, String>();
    entries.put("writer", "stint");
    entries.put(SPARK_SCHEMA, sparkSchema(file));
    if (!partitions.isEmpty()) {
      entries.put(PARTITION_SCHEMA, partitionSchema(partitions));
    }
    return entries;
  }

  private static String sparkSchema(Schema schema) {
    return schema.fields().stream()
        .map(SchemaMetadata::sparkField)
        .collect(Collectors.joining(",", "{\"type\":\"struct\",\"fields\":[", "]}"));
  }

  private static String sparkField(Field field) {
    var name = new String(JsonStringEncoder.getInstance().quoteAsString(field.name()));
    return "{\"name\":\"%s\",\"type\":\"%s\",\"nullable\":true,\"metadata\":{}}"
        .formatted(name, sparkType(field.type()));
  }

  private static String sparkType(DataType type) {
    return switch (type.kind()) {
      case TINYINT -> "byte";
      case SMALLINT -> "short";
      case INT -> "integer";
      case BIGINT -> "long";
      case BOOLEAN, DECIMAL, FLOAT, DOUBLE, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ ->
          type.toString();
      case TIME, YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID -> type.toString();
    };
  }

  /// As users write schemas.
  private static String partitionSchema(List<Field> partitions) {
    return partitions.stream()
        .map(field -> "`" + field.name().replace("`", "``") + "` " + field.type())
        .collect(Collectors.joining(", "));
  }
}
