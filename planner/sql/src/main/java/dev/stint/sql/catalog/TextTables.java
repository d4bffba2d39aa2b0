package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.FileCompression;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.format.JsonFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.Split;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// CSV and JSON tables: schemas from samples of the files' beginnings, splits by bytes.
final class TextTables {

  /// What a task can parse in a few seconds.
  private static final long SPLIT_BYTES = 32L << 20;

  private static final int MAX_SAMPLED_FILES = 64;
  private static final int SAMPLED_RECORDS = 1000;
  private static final long MAX_WHOLLY_SAMPLED_BYTES = 4L << 20;
  private static final int GUESSED_COMPRESSION = 10;

  /// What JSON's numbers may be besides those with digits.
  private static final Set<String> JSON_DOUBLES = Set.of("INF", "+INF", "-INF", "+Infinity");

  /// What a sample is for.
  private enum SampleUse {
    SCHEMA,
    STATISTICS
  }

  private final TextSampler sampler;

  TextTables(TextSampler sampler) {
    this.sampler = sampler;
  }

  Table open(String name, FileFormat format, List<TableFile> files, @Nullable Schema declared) {
    var samples = sample(format, files, declared == null ? SampleUse.SCHEMA : SampleUse.STATISTICS);
    var partitionFields = PartitionFolders.fields(files, declaredTypes(declared));
    var schema = declared == null ? infer(name, format, files, samples) : declared;
    requireText(name, format, schema);
    return new Table(
        name,
        declared == null ? inferred(format) : format,
        withoutPartitions(schema, partitionFields),
        partitionFields,
        List.of(),
        files.stream().flatMap(file -> splits(file, format).stream()).toList(),
        statistics(files, samples));
  }

  private static FileFormat inferred(FileFormat format) {
    return switch (format) {
      case CsvFormat csv -> csv.inferred();
      case JsonFormat json -> json.inferred();
      case ParquetFormat _ -> format;
    };
  }

  /// Whole records go into the corrupt-record column.
  private static void requireText(String name, FileFormat format, Schema schema) {
    var corrupt = corruptColumn(format);
    for (var field : schema.fields()) {
      if (field.name().equalsIgnoreCase(corrupt) && !field.type().equals(DataType.STRING)) {
        throw StintException.user(
            "column %s of table %s is %s; it takes bad records, and so must be string"
                .formatted(field.name(), name, field.type()));
      }
    }
  }

  private static String corruptColumn(FileFormat format) {
    return switch (format) {
      case CsvFormat csv -> csv.text().columnNameOfCorruptRecord();
      case JsonFormat json -> json.text().columnNameOfCorruptRecord();
      case ParquetFormat _ -> "";
    };
  }

  private static Map<String, DataType> declaredTypes(@Nullable Schema declared) {
    var types = new TreeMap<String, DataType>(String.CASE_INSENSITIVE_ORDER);
    if (declared != null) {
      declared.fields().forEach(field -> types.put(field.name(), field.type()));
    }
    return types;
  }

  /// A column that is in the files and in their folders is the folders', as in Spark.
  static Schema withoutPartitions(Schema schema, List<Field> partitionFields) {
    var partitions = new Schema(partitionFields);
    return new Schema(
        schema.fields().stream()
            .filter(field -> partitions.indexOf(field.name()).isEmpty())
            .toList());
  }

  /// All records where that is cheap, so that nothing can be met later that the sample does not
  /// tell; else the first ones of some files.
  private List<TextSampler.Sample> sample(FileFormat format, List<TableFile> files, SampleUse use) {
    long bytes = files.stream().mapToLong(TextTables::textBytes).sum();
    boolean isSmall =
        use == SampleUse.SCHEMA
            && files.size() <= MAX_SAMPLED_FILES
            && bytes <= MAX_WHOLLY_SAMPLED_BYTES;
    int maxRecords = isSmall ? Integer.MAX_VALUE : SAMPLED_RECORDS;
    int step = Math.max(1, Math.ceilDiv(files.size(), MAX_SAMPLED_FILES));
    var chosen = new ArrayList<TableFile>();
    for (int i = 0; i < files.size(); i += step) {
      chosen.add(files.get(i));
    }
    return Concurrently.map(chosen, file -> sampler.sample(file.path(), format, maxRecords));
  }

  /// What a file may hold at the most, or about that.
  private static long textBytes(TableFile file) {
    boolean isPlain = FileCompression.of(file.path()) == FileCompression.NONE;
    return isPlain ? file.bytes() : file.bytes() * GUESSED_COMPRESSION;
  }

  private static String hint(FileFormat format, List<TableFile> files) {
    if (files.isEmpty()) {
      return ", as no file has a byte;";
    }
    return switch (format) {
      case JsonFormat json when json.text().multiLine() ->
          ": %s holds no object that is whole;".formatted(files.getFirst().path());
      case JsonFormat _ ->
          ": no line of %s is an object. Where objects stand over several lines, say multiLine=true; else"
              .formatted(files.getFirst().path());
      case CsvFormat _, ParquetFormat _ -> ";";
    };
  }

  private static Schema infer(
      String name, FileFormat format, List<TableFile> files, List<TextSampler.Sample> samples) {
    var columns = new LinkedHashMap<String, TypeInference>();
    var names = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var sample : samples) {
      refuseSameNames(name, sample);
      for (int column = 0; column < sample.columns().size(); column++) {
        var columnName = names.computeIfAbsent(sample.columns().get(column), key -> key);
        var inference = columns.computeIfAbsent(columnName, _ -> inference(format));
        for (var record : sample.records()) {
          show(inference, format, column < record.size() ? record.get(column) : null);
        }
      }
    }
    if (columns.isEmpty()) {
      throw StintException.user(
          "table %s has no records to infer a schema from%s give it a schema"
              .formatted(name, hint(format, files)));
    }
    var fields = new ArrayList<Field>();
    boolean isDropped = format instanceof JsonFormat json && json.dropFieldIfAllNull();
    columns.forEach(
        (columnName, inference) -> {
          boolean isCorrupt = columnName.equalsIgnoreCase(corruptColumn(format));
          if (!isDropped || inference.isAnyShown() || isCorrupt) {
            fields.add(Field.nullable(columnName, type(columnName, format, inference)));
          }
        });
    return new Schema(fields);
  }

  /// Of one record: else each would be the column's in some.
  private static void refuseSameNames(String table, TextSampler.Sample sample) {
    var seen = new TreeMap<String, Integer>(String.CASE_INSENSITIVE_ORDER);
    for (int column = 0; column < sample.columns().size(); column++) {
      var name = sample.columns().get(column);
      var other = seen.putIfAbsent(name, column);
      if (other != null && isInOneRecord(sample, column, other)) {
        throw StintException.user(
            "table %s has records with both columns '%s' and '%s', which at most case tells apart; give it a schema"
                .formatted(table, sample.columns().get(other), name));
      }
    }
  }

  private static boolean isInOneRecord(TextSampler.Sample sample, int column, int other) {
    return sample.records().stream()
        .anyMatch(record -> record.get(column) != null && record.get(other) != null);
  }

  private static DataType type(String column, FileFormat format, TypeInference inference) {
    boolean isInferred = !(format instanceof CsvFormat csv) || csv.inferSchema();
    boolean isCorrupt = column.equalsIgnoreCase(corruptColumn(format));
    return isInferred && !isCorrupt ? inference.type() : DataType.STRING;
  }

  private static TypeInference inference(FileFormat format) {
    return new TypeInference(
        switch (format) {
          case CsvFormat csv ->
              new TypeInference.Rules(
                  csv.text().dateFormat(),
                  csv.text().timestampFormat(),
                  csv.preferDate(),
                  false,
                  WholeNumbers.Smallest.INT,
                  new TreeSet<>(List.of(csv.nanValue(), csv.positiveInf(), csv.negativeInf())));
          case JsonFormat json ->
              new TypeInference.Rules(
                  json.text().dateFormat(),
                  json.text().timestampFormat(),
                  false,
                  json.prefersDecimal(),
                  WholeNumbers.Smallest.BIGINT,
                  JSON_DOUBLES);
          case ParquetFormat _ -> TypeInference.Rules.DEFAULT;
        });
  }

  private static void show(
      TypeInference inference, FileFormat format, TextSampler.@Nullable Cell cell) {
    if (cell == null) {
      return;
    }
    switch (format) {
      // What wrote it may not tell an empty string from NULL.
      case JsonFormat _ when cell.isString() && cell.text().isEmpty() -> {}
      case JsonFormat json when json.primitivesAsString() -> inference.addString();
      case JsonFormat json when cell.isString() && json.inferTimestamp() ->
          inference.addTimestampOrString(cell.text());
      case JsonFormat _ when cell.isString() -> inference.addString();
      case JsonFormat _, CsvFormat _, ParquetFormat _ -> inference.add(cell.text());
    }
  }

  /// Compressed files, those whose records may span lines and those that have to be decoded cannot
  /// be entered in the middle.
  private static List<Split> splits(TableFile file, FileFormat format) {
    boolean isWhole =
        FileCompression.of(file.path()) != FileCompression.NONE
            || isMultiLine(format)
            || !format.encoding().equals("UTF-8");
    long step = isWhole ? file.bytes() : SPLIT_BYTES;
    var splits = new ArrayList<Split>();
    for (long offset = 0; offset < file.bytes(); offset += step) {
      long length = Math.min(step, file.bytes() - offset);
      splits.add(
          new Split(file.path(), file.bytes(), offset, length, file.knownValues(), file.eTag()));
    }
    return splits;
  }

  private static boolean isMultiLine(FileFormat format) {
    return switch (format) {
      case CsvFormat csv -> csv.text().multiLine();
      case JsonFormat json -> json.text().multiLine();
      case ParquetFormat _ -> false;
    };
  }

  /// Rows are estimated from the mean length of the sampled ones.
  private static TableStatistics statistics(
      List<TableFile> files, List<TextSampler.Sample> samples) {
    long bytes = files.stream().mapToLong(TableFile::bytes).sum();
    long records = 0;
    long characters = 0;
    for (var sample : samples) {
      for (var record : sample.records()) {
        records++;
        for (var cell : record) {
          characters += 1 + (cell == null ? 0 : cell.text().length());
        }
      }
    }
    double rowCount = records == 0 ? 0 : (double) bytes * records / Math.max(1, characters);
    return new TableStatistics(rowCount, bytes, Map.of());
  }
}
