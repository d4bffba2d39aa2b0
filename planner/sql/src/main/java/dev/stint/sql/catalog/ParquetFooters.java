package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;

/// Reads the footers of Parquet files.
final class ParquetFooters {

  /// A file with what its footer says.
  record Footer(
      TableFile file, FileSchema schema, String partitionSchema, List<RowGroupFacts> rowGroups) {}

  /// Tables have one schema mostly, and few writers.
  private static final int MAX_SCHEMAS = 64;

  private static final ParquetReadOptions OPTIONS =
      ParquetReadOptions.builder(new PlainParquetConfiguration()).build();

  private final Configuration hadoop;
  private final Map<ByteBuffer, FileSchema> schemas = new ConcurrentHashMap<>();

  ParquetFooters(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /// @throws StintException of kind USER naming a file that is no Parquet file, or is cut short
  Footer read(TableFile file) {
    try {
      var input = input(file);
      try (var stream = input.newStream()) {
        var footer = read(file, input, FooterStream.of(stream, file.bytes()));
        requireInside(file, footer.rowGroups());
        return footer;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (RuntimeException e) {
      // Parquet's own complaints about bytes that are not Parquet's.
      throw StintException.user(corrupt(file, e), e);
    }
  }

  /// Parquet's own reader is asked for schemas that are not known, and for what is unusual.
  private Footer read(TableFile file, InputFile input, FooterStream end) throws IOException {
    var footer = end.footer();
    var bytes = footer == null ? null : FooterBytes.of(footer);
    var schema = bytes == null ? null : schemas.get(bytes.likeness());
    if (bytes != null && schema != null) {
      var rowGroups = bytes.rowGroups(schema);
      if (rowGroups != null) {
        return new Footer(file, schema, bytes.partitionSchema(), rowGroups);
      }
    }
    return whole(file, ParquetFileReader.readFooter(input, OPTIONS, end), bytes);
  }

  /// Of a row group the same is kept whichever reader was first.
  private Footer whole(TableFile file, ParquetMetadata metadata, @Nullable FooterBytes bytes) {
    var keyValues = metadata.getFileMetaData().getKeyValueMetaData();
    var schema =
        new FileSchema(metadata.getFileMetaData().getSchema(), IntervalColumns.of(keyValues));
    List<RowGroupFacts> rowGroups = null;
    if (bytes != null) {
      rowGroups = bytes.rowGroups(schema);
      if (schemas.size() < MAX_SCHEMAS) {
        schemas.put(bytes.likeness(), schema);
      }
    }
    if (rowGroups == null) {
      rowGroups =
          metadata.getBlocks().stream().map(block -> RowGroupFacts.of(block, schema)).toList();
    }
    var partitionSchema = keyValues.getOrDefault(TableFooters.PARTITION_SCHEMA, "");
    return new Footer(file, schema, partitionSchema, rowGroups);
  }

  private static void requireInside(TableFile file, List<RowGroupFacts> rowGroups) {
    for (int group = 0; group < rowGroups.size(); group++) {
      long start = rowGroups.get(group).start();
      long bytes = rowGroups.get(group).bytes();
      if (start < 0 || bytes < 0 || bytes > file.bytes() - start) {
        throw new IllegalStateException(
            "row group %d is said to have %d bytes from byte %d on".formatted(group, bytes, start));
      }
    }
  }

  /// A local file through the JDK: Hadoop asks five times what it is before it opens it.
  private InputFile input(TableFile file) throws IOException {
    return file.path().startsWith(FilePaths.LOCAL)
        ? new LocalInputFile(FilePaths.local(file.path()))
        : HadoopInputFile.fromStatus(listed(file), hadoop);
  }

  /// What the listing said: to ask again would be a request for each file.
  private static FileStatus listed(TableFile file) {
    return new FileStatus(file.bytes(), false, 1, 0, 0, FilePaths.literal(file.path()));
  }

  private static StintException unreadable(TableFile file, IOException e) {
    if (FilePaths.isDenied(e)) {
      return FilePaths.denied(file.path(), "s3:GetObject", e);
    }
    return FilePaths.isAboutNetwork(e)
        ? StintException.transientFailure(
            "cannot read the footer of " + file.path() + ": " + FilePaths.reason(e), e)
        : StintException.user(corrupt(file, e), e);
  }

  private static String corrupt(TableFile file, Exception e) {
    if (e instanceof ParquetCryptoRuntimeException) {
      return "%s is encrypted, and encrypted Parquet is not read: write it without"
          .formatted(file.path());
    }
    boolean isLack = e instanceof IndexOutOfBoundsException;
    return "%s (%d bytes) is not a readable Parquet file: %s; it may be cut short or be of another format"
        .formatted(
            file.path(),
            file.bytes(),
            isLack ? "its footer has no columns, or lacks a part" : e.getMessage());
  }
}
