package dev.stint.executor.sink;

import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.format.JsonFormat;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Starts output files of one format.
final class FileOutputs {

  private final FileFormat format;
  private final Schema schema;
  private final List<Field> partitions;
  private final TaskContext context;

  /// `schema` is that of the files, without the columns that their folders carry.
  FileOutputs(FileFormat format, Schema schema, List<Field> partitions, TaskContext context) {
    this.format = format;
    this.schema = schema;
    this.partitions = List.copyOf(partitions);
    this.context = context;
  }

  /// A new file. Nothing is left of it if that fails.
  FileOutput create(String path) {
    var stream = new UploadStream(context.store(), path, context.memory());
    try {
      return create(stream);
    } catch (RuntimeException | Error e) {
      stream.abort();
      throw e;
    }
  }

  private FileOutput create(UploadStream stream) {
    return switch (format) {
      case ParquetFormat parquet ->
          new ParquetOutput(
              stream, schema, SchemaMetadata.of(schema, partitions), parquet, context.memory());
      case CsvFormat csv ->
          text(
              stream,
              csv.text().compression(),
              columns(csv.text().dateFormat(), csv.text().timestampFormat()),
              new CsvRecordWriter(csv, schema));
      case JsonFormat json ->
          text(
              stream,
              json.text().compression(),
              columns(json.text().dateFormat(), json.text().timestampFormat()),
              new JsonRecordWriter(schema));
    };
  }

  private FileOutput text(
      UploadStream stream,
      String compression,
      List<TextColumn> columns,
      TextOutput.RecordWriter writer) {
    boolean isGzip = compression.equals("gzip");
    var output = new TextOutput(stream, isGzip, columns, writer, context.memory());
    try {
      return output.start();
    } catch (RuntimeException | Error e) {
      output.abort();
      throw e;
    }
  }

  private List<TextColumn> columns(@Nullable String dateFormat, @Nullable String timestampFormat) {
    var zone = context.request().fragment().zone();
    return schema.fields().stream()
        .map(field -> TextColumn.of(field, dateFormat, timestampFormat, zone))
        .toList();
  }

  /// Of a file's name, without the dot.
  String extension() {
    return switch (format) {
      case ParquetFormat _ -> "parquet";
      case CsvFormat csv -> csv.text().compression().equals("gzip") ? "csv.gz" : "csv";
      case JsonFormat json -> json.text().compression().equals("gzip") ? "json.gz" : "json";
    };
  }
}
