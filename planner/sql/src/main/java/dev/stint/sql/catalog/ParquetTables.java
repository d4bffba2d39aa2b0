package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Schema;
import dev.stint.plan.type.SchemaText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.jspecify.annotations.Nullable;

/// Parquet tables: schemas, statistics and splits from the files' footers.
final class ParquetTables {

  /// Under this name Stint keeps the types of partition columns in its files.
  private static final String PARTITION_SCHEMA = "stint.partition.schema";

  private final ParquetFooters footers;

  ParquetTables(ParquetFooters footers) {
    this.footers = footers;
  }

  Table open(String name, ParquetFormat format, List<TableFile> files, @Nullable Schema declared) {
    if (files.isEmpty() && declared == null) {
      throw StintException.user(
          "table %s has no Parquet files to take a schema from; give it a schema".formatted(name));
    }
    var read = Concurrently.map(files, footers::read);
    var partitionFields =
        PartitionFolders.fields(
            files, declared == null ? writtenTypes(read) : declaredTypes(declared));
    var columns =
        declared == null
            ? ParquetSchemas.merged(read)
            : ParquetSchemas.declared(
                read, TextTables.withoutPartitions(declared, partitionFields));
    var fileSchema = TextTables.withoutPartitions(columns.schema(), partitionFields);
    return new Table(
        name,
        format,
        fileSchema,
        partitionFields,
        columns.unreadable(),
        read.stream().flatMap(footer -> splits(footer).stream()).toList(),
        ParquetStatistics.of(read, fileSchema));
  }

  /// What the files themselves say of the columns in their folders: as text alone, `01234` would be
  /// a number. None unless all say the same.
  private static Map<String, DataType> writtenTypes(List<ParquetFooters.Footer> footers) {
    var texts = new TreeSet<String>();
    for (var footer : footers) {
      var metadata = footer.metadata().getFileMetaData().getKeyValueMetaData();
      texts.add(metadata.getOrDefault(PARTITION_SCHEMA, ""));
    }
    return texts.size() == 1 && !texts.first().isEmpty()
        ? declaredTypes(SchemaText.parse(texts.first()))
        : Map.of();
  }

  private static Map<String, DataType> declaredTypes(@Nullable Schema declared) {
    var types = new LinkedHashMap<String, DataType>();
    if (declared != null) {
      declared
          .fields()
          .forEach(f -> types.put(f.name().toLowerCase(java.util.Locale.ROOT), f.type()));
    }
    return types;
  }

  /// A split per row group.
  private static List<Split> splits(ParquetFooters.Footer footer) {
    var file = footer.file();
    return footer.metadata().getBlocks().stream()
        .filter(block -> block.getRowCount() > 0)
        .map(block -> split(file, block))
        .toList();
  }

  private static Split split(TableFile file, BlockMetaData block) {
    return new Split(
        file.path(),
        file.bytes(),
        block.getStartingPos(),
        block.getCompressedSize(),
        file.knownValues());
  }
}
