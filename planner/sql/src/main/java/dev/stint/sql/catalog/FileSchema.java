package dev.stint.sql.catalog;

import dev.stint.plan.type.DataType;
import dev.stint.sql.catalog.ParquetTypes.FileColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/// The schema of a Parquet file, with all that follows from it for each of the many files that have
/// it. Equal where the messages are, and the intervals among the columns: to Parquet these are
/// numbers.
final class FileSchema {

  /// What the column chunks of a row group are of. `key` is the column's name in small letters,
  /// `name` as the file has it; of a nested column the name of its first part. `type` is `null`
  /// when Stint has no such type, or the bounds of the column's values are not of it.
  record Leaf(
      String key, Utf8 name, boolean isFlat, PrimitiveType primitive, @Nullable DataType type) {

    private static Leaf of(ColumnDescriptor column, Set<String> intervals) {
      var name = column.getPath()[0];
      var primitive = column.getPrimitiveType();
      return new Leaf(
          name.toLowerCase(Locale.ROOT),
          new Utf8(name.getBytes(StandardCharsets.UTF_8)),
          column.getPath().length == 1,
          primitive,
          intervals.contains(name) ? null : ParquetTypes.type(primitive));
    }
  }

  /// A text as a file has it.
  static final class Utf8 {

    private final byte[] bytes;

    private Utf8(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private final MessageType message;
  private final List<FileColumn> columns;
  private final List<Leaf> leaves;
  private final int hash;

  /// `intervals` are the types of columns that hold intervals, by their names.
  FileSchema(MessageType message, Map<String, DataType> intervals) {
    this.message = message;
    this.columns = ParquetTypes.columns(message, intervals);
    this.leaves =
        message.getColumns().stream().map(leaf -> Leaf.of(leaf, intervals.keySet())).toList();
    this.hash = message.hashCode();
  }

  List<FileColumn> columns() {
    return columns;
  }

  /// In the order of the column chunks of each row group.
  List<Leaf> leaves() {
    return leaves;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof FileSchema schema
            && schema.hash == hash
            && schema.message.equals(message)
            && schema.columns.equals(columns));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
