package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.sql.catalog.s3.S3Versions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
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

/// Reads the footers of Parquet files, those that are not remembered.
final class ParquetFooters {

  /// A file with what its footer says.
  record Footer(
      TableFile file, FileSchema schema, String partitionSchema, List<RowGroupFacts> rowGroups) {

    /// The same of another listing of the file.
    Footer of(TableFile listed) {
      return new Footer(listed, schema, partitionSchema, rowGroups);
    }

    int chunkCount() {
      return rowGroups.stream().mapToInt(group -> group.chunks().size()).sum();
    }
  }

  /// Tables have one schema mostly, and few writers.
  private static final int MAX_SCHEMAS = 64;

  private static final ParquetReadOptions OPTIONS =
      ParquetReadOptions.builder(new PlainParquetConfiguration()).build();

  private final Configuration hadoop;
  private final FooterCache cache;
  private final Map<ByteBuffer, FileSchema> schemas = new ConcurrentHashMap<>();

  ParquetFooters(Configuration hadoop, FooterCache cache) {
    this.hadoop = hadoop;
    this.cache = cache;
  }

  /// @throws StintException of kind USER naming a file that is no Parquet file, or is cut short
  Footer read(TableFile file) {
    return cache.find(file).orElseGet(() -> fetch(file));
  }

  private Footer fetch(TableFile file) {
    try {
      var input = input(file);
      try (var stream = input.newStream()) {
        var footer = read(file, input, FooterStream.of(stream, file.bytes()));
        requireInside(file, footer.rowGroups());
        if (isAsListed(file)) {
          cache.put(footer);
        }
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
    var path = FilePaths.literal(file.path());
    var eTag = file.eTag();
    return eTag == null
        ? new FileStatus(file.bytes(), false, 1, 0, 0, path)
        : S3Versions.status(path, file.bytes(), eTag);
  }

  /// Whether what was read just now is of the version that was listed.
  private static boolean isAsListed(TableFile file) throws IOException {
    if (!file.path().startsWith(FilePaths.LOCAL)) {
      return file.eTag() != null;
    }
    var attributes = Files.readAttributes(FilePaths.local(file.path()), BasicFileAttributes.class);
    return attributes.size() == file.bytes()
        && attributes.lastModifiedTime().toMillis() == file.modifiedMillis();
  }

  private static StintException unreadable(TableFile file, IOException e) {
    if (FilePaths.isDenied(e)) {
      return FilePaths.denied(file.path(), "s3:GetObject", e);
    }
    if (S3Versions.isReplaced(e)) {
      return StintException.user(
          file.path() + " was replaced while the query was planned; run it again", e);
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
