package dev.stint.executor.scan.source;

import dev.stint.executor.operator.TaskCounters;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/// Opens the files of tables: `file://` through the JDK, `s3://` through S3A.
public final class TableFiles {

  static {
    HadoopProcess.login();
  }

  private TableFiles() {}

  /// A file whose size is known from a listing; asks the store for nothing until it is read.
  public static InputFile open(
      String path, long fileBytes, Configuration hadoop, TaskCounters counters) {
    try {
      return new CountedInputFile(file(path, fileBytes, hadoop), fileBytes, counters);
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    }
  }

  /// A file of unknown size.
  public static InputFile open(String path, Configuration hadoop, TaskCounters counters) {
    try {
      var file =
          path.startsWith("file:")
              ? local(path)
              : HadoopInputFile.fromPath(hadoopPath(path, hadoop), hadoop);
      return new CountedInputFile(file, file.getLength(), counters);
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    }
  }

  private static InputFile file(String path, long fileBytes, Configuration hadoop)
      throws IOException {
    if (path.startsWith("file:")) {
      return local(path);
    }
    var status = new FileStatus(fileBytes, false, 1, 0, 0, hadoopPath(path, hadoop));
    return HadoopInputFile.fromStatus(status, hadoop);
  }

  private static InputFile local(String path) {
    return new LocalInputFile(localPath(path));
  }

  /// Paths are not encoded: a `%` stands for itself.
  private static Path localPath(String path) {
    String withoutScheme = path.substring("file:".length());
    return Path.of(withoutScheme.startsWith("//") ? withoutScheme.substring(2) : withoutScheme);
  }

  private static org.apache.hadoop.fs.Path hadoopPath(String path, Configuration hadoop) {
    boolean isMapped = !path.startsWith("s3://") || hadoop.get("fs.s3.impl") != null;
    return new org.apache.hadoop.fs.Path(isMapped ? path : "s3a://" + path.substring(5));
  }
}
