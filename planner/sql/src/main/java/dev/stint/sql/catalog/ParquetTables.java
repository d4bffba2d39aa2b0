package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Schema;
import dev.stint.plan.type.SchemaText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parquet tables: schemas, statistics and splits from the files' footers.
final class ParquetTables {

  private final ParquetFooters footers;
  private final CatalogListener listener;

  ParquetTables(ParquetFooters footers, CatalogListener listener) {
    this.footers = footers;
    this.listener = listener;
  }

  Table open(String name, ParquetFormat format, List<TableFile> files, @Nullable Schema declared) {
    if (files.isEmpty() && declared == null) {
      throw StintException.user(
          "table %s has no Parquet files to take a schema from; give it a schema".formatted(name));
    }
    var read = TableFooters.read(files, footers, listener);
    var schemas = read.schemas();
    var partitionFields =
        PartitionFolders.fields(
            files, declared == null ? writtenTypes(read) : declaredTypes(declared));
    var columns =
        declared == null
            ? ParquetSchemas.merged(schemas)
            : ParquetSchemas.declared(
                schemas, TextTables.withoutPartitions(declared, partitionFields));
    var fileSchema = TextTables.withoutPartitions(columns.schema(), partitionFields);
    return new Table(
        name,
        format,
        fileSchema,
        partitionFields,
        columns.unreadable(),
        read.splits(),
        ParquetStatistics.of(schemas, fileSchema));
  }

  /// What the files themselves say of the columns in their folders: as text alone, `01234` would be
  /// a number.
  private static Map<String, DataType> writtenTypes(TableFooters footers) {
    var text = footers.partitionSchema();
    return text.isEmpty() ? Map.of() : declaredTypes(SchemaText.parse(text));
  }

  private static Map<String, DataType> declaredTypes(Schema declared) {
    var types = new LinkedHashMap<String, DataType>();
    declared
        .fields()
        .forEach(f -> types.put(f.name().toLowerCase(java.util.Locale.ROOT), f.type()));
    return types;
  }
}
