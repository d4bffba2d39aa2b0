package dev.stint.executor.scan.parquet;

import dev.stint.executor.scan.source.ScanColumns;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.ScanNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/// Finds a scan's columns in a file by name, without regard to case.
final class ParquetColumns {

  /// A column of the file and how it becomes the scan's.
  record FileColumn(ColumnDescriptor descriptor, TypeMapping mapping) {}

  private ParquetColumns() {}

  /// One entry per column of the scan; `null` for partition columns and those of which the file has
  /// no values: it does not have them, or says that all are NULL.
  ///
  /// @throws StintException of kind USER naming a column that is nested or of another type
  static List<@Nullable FileColumn> find(
      String path, ScanNode scan, MessageType schema, FileCalendar calendar) {
    var columns = new ArrayList<@Nullable FileColumn>();
    for (int column = 0; column < scan.columns().size(); column++) {
      columns.add(
          ScanColumns.isPartition(scan, column)
              ? null
              : find(path, scan, column, schema, calendar));
    }
    return columns;
  }

  private static @Nullable FileColumn find(
      String path, ScanNode scan, int column, MessageType schema, FileCalendar calendar) {
    var field = scan.columns().field(column);
    var type = typeOf(field.name(), schema);
    if (type == null || type.getLogicalTypeAnnotation() instanceof UnknownLogicalTypeAnnotation) {
      return null;
    }
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      throw StintException.user(
          "%s: column '%s' is nested (%s); Stint reads flat columns only: leave it out"
              .formatted(path, type.getName(), type.toString().replaceAll("\\s+", " ")));
    }
    var descriptor = schema.getColumnDescription(new String[] {type.getName()});
    var mapping = TypeMapping.of(path, type.asPrimitiveType(), field.type(), calendar);
    return new FileColumn(descriptor, mapping);
  }

  /// The exact name wins over one that differs in case.
  private static @Nullable Type typeOf(String name, MessageType schema) {
    if (schema.containsField(name)) {
      return schema.getType(name);
    }
    for (var field : schema.getFields()) {
      if (field.getName().equalsIgnoreCase(name)) {
        return field;
      }
    }
    return null;
  }
}
