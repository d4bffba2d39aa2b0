package dev.stint.executor.scan.source;

import dev.stint.executor.operator.TaskCounters;
import dev.stint.plan.stage.Split;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.s3a.S3AFileStatus;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;

/// Opens the files of tables: `file://` through the JDK, `s3://` through S3A.
public final class TableFiles {

  static {
    HadoopProcess.login();
  }

  private TableFiles() {}

  /// The file of a split, of which size and version are known from a listing; asks the store for
  /// nothing until it is read, and for no other version then.
  public static InputFile open(Split split, Configuration hadoop, TaskCounters counters) {
    try {
      return new CountedInputFile(file(split, hadoop), split.fileBytes(), counters);
    } catch (IOException e) {
      throw ReadFailures.ofIo(split.path(), e);
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

  private static InputFile file(Split split, Configuration hadoop) throws IOException {
    if (split.path().startsWith("file:")) {
      return local(split.path());
    }
    var path = hadoopPath(split.path(), hadoop);
    var eTag = split.eTag();
    var status =
        eTag == null
            ? new FileStatus(split.fileBytes(), false, 1, 0, 0, path)
            : new S3AFileStatus(split.fileBytes(), 0, path, 0, "", eTag, null);
    return HadoopInputFile.fromStatus(status, hadoop);
  }

  private static InputFile local(String path) {
    return new LocalFile(localPath(path));
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
