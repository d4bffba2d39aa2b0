package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.sql.catalog.ParquetTypes.FileColumn;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/// Reads the footers of Parquet files.
final class ParquetFooters {

  /// A file with what its footer says.
  record Footer(TableFile file, ParquetMetadata metadata, List<FileColumn> columns) {}

  private static final ParquetReadOptions OPTIONS =
      ParquetReadOptions.builder(new PlainParquetConfiguration()).build();

  private final Configuration hadoop;

  ParquetFooters(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /// @throws StintException of kind USER naming a file that is no Parquet file, or is cut short
  Footer read(TableFile file) {
    try {
      var input = HadoopInputFile.fromStatus(listed(file), hadoop);
      try (var stream = input.newStream()) {
        var footer = FooterStream.of(stream, file.bytes());
        var metadata = ParquetFileReader.readFooter(input, OPTIONS, footer);
        requireInside(file, metadata.getBlocks());
        var fileMetadata = metadata.getFileMetaData();
        var columns =
            ParquetTypes.columns(
                fileMetadata.getSchema(), IntervalColumns.of(fileMetadata.getKeyValueMetaData()));
        return new Footer(file, metadata, columns);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (RuntimeException e) {
      // Parquet's own complaints about bytes that are not Parquet's.
      throw StintException.user(corrupt(file, e), e);
    }
  }

  private static void requireInside(TableFile file, List<BlockMetaData> rowGroups) {
    for (int group = 0; group < rowGroups.size(); group++) {
      long start = rowGroups.get(group).getStartingPos();
      long bytes = rowGroups.get(group).getCompressedSize();
      if (start < 0 || bytes < 0 || bytes > file.bytes() - start) {
        throw new IllegalStateException(
            "row group %d is said to have %d bytes from byte %d on".formatted(group, bytes, start));
      }
    }
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
    return "%s (%d bytes) is not a readable Parquet file: %s; it may be cut short or be of another format"
        .formatted(file.path(), file.bytes(), e.getMessage());
  }
}
