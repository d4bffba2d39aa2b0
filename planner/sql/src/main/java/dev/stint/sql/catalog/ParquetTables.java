package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.jspecify.annotations.Nullable;

/// Parquet tables: schemas, statistics and splits from the files' footers.
final class ParquetTables {

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
    var partitionFields = PartitionFolders.fields(files, declaredTypes(declared));
    var schema = declared == null ? merge(read) : declared;
    var fileSchema = TextTables.withoutPartitions(schema, partitionFields);
    return new Table(
        name,
        format,
        fileSchema,
        partitionFields,
        read.stream().flatMap(footer -> splits(footer).stream()).toList(),
        ParquetStatistics.of(read, fileSchema));
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

  /// All columns of all files by name, in the order in which they are met. A column that some file
  /// lacks is nullable; types that differ are widened where nothing is lost.
  ///
  /// @throws StintException of kind USER showing both files and types when they do not go together
  private static Schema merge(List<ParquetFooters.Footer> footers) {
    var merged = new TreeMap<String, Integer>(String.CASE_INSENSITIVE_ORDER);
    var fields = new ArrayList<Field>();
    var origins = new ArrayList<String>();
    var counts = new ArrayList<Integer>();
    for (var footer : footers) {
      for (var field : footer.schema().fields()) {
        var index = merged.get(field.name());
        if (index == null) {
          merged.put(field.name(), fields.size());
          fields.add(field);
          origins.add(footer.file().path());
          counts.add(1);
        } else {
          fields.set(index, merge(fields.get(index), origins.get(index), field, footer));
          counts.set(index, counts.get(index) + 1);
        }
      }
    }
    for (int column = 0; column < fields.size(); column++) {
      if (counts.get(column) < footers.size()) {
        fields.set(column, Field.nullable(fields.get(column).name(), fields.get(column).type()));
      }
    }
    return new Schema(fields);
  }

  private static Field merge(
      Field known, String origin, Field other, ParquetFooters.Footer footer) {
    var type = TypeWidening.common(known.type(), other.type());
    if (type == null) {
      throw StintException.user(
          "column %s is %s in %s but %s in %s; give the table a schema or read the files apart"
              .formatted(known.name(), known.type(), origin, other.type(), footer.file().path()));
    }
    return new Field(known.name(), type, known.isNullable() || other.isNullable());
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
