package dev.stint.sql.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stint.plan.type.DataType;
import java.util.HashMap;
import java.util.Map;

/// The columns of a Parquet file that hold intervals: to Parquet they are whole numbers, and only
/// Spark's schema in the footer tells them from others.
final class IntervalColumns {

  static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";
  private static final ObjectMapper JSON = new ObjectMapper();

  private IntervalColumns() {}

  /// Whether Spark's schema, as text, has such columns.
  static boolean areIn(String sparkSchema) {
    return sparkSchema.contains("\"interval ");
  }

  /// Their types by their names; `entries` are the footer's.
  ///
  /// @throws IllegalStateException when the schema is no JSON
  static Map<String, DataType> of(Map<String, String> entries) {
    String schema = entries.getOrDefault(SPARK_SCHEMA, "");
    var types = new HashMap<String, DataType>();
    if (!areIn(schema)) {
      return types;
    }
    try {
      for (var field : JSON.readTree(schema).path("fields")) {
        String type = field.path("type").asText("");
        if (type.startsWith("interval ")) {
          types.put(field.path("name").asText(), DataType.parse(type));
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("its " + SPARK_SCHEMA + " is no JSON", e);
    }
    return types;
  }
}
