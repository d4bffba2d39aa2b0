package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.sql.catalog.ParquetTypes.FileColumn;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/// Reads the footers of Parquet files.
final class ParquetFooters {

  /// A file with what its footer says.
  record Footer(TableFile file, ParquetMetadata metadata, List<FileColumn> columns) {}

  private final Configuration hadoop;

  ParquetFooters(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /// @throws StintException of kind USER naming a file that is no Parquet file, or is cut short
  Footer read(TableFile file) {
    try {
      var path = FilePaths.literal(file.path());
      var status = path.getFileSystem(hadoop).getFileStatus(path);
      var options = HadoopReadOptions.builder(hadoop, path).build();
      try (var reader =
          ParquetFileReader.open(HadoopInputFile.fromStatus(status, hadoop), options)) {
        var metadata = reader.getFooter();
        var columns = ParquetTypes.columns(metadata.getFileMetaData().getSchema());
        return new Footer(file, metadata, columns);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (RuntimeException e) {
      // Parquet's own complaints about bytes that are not Parquet's.
      throw StintException.user(corrupt(file, e), e);
    }
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
