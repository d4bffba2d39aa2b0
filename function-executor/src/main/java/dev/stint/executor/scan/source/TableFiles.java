package dev.stint.executor.scan.source;

import dev.stint.executor.operator.TaskCounters;
import dev.stint.executor.scan.warm.FileVersion;
import dev.stint.plan.stage.Split;
import dev.stint.shuffle.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/// Opens the files of tables: `file://` through the JDK, others through the object store.
public final class TableFiles {

  /// A local file that was changed so lately may be changed again without another time to tell.
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private TableFiles() {}

  /// The file of a split, of which size and version are known from a listing; asks `store` for
  /// nothing until it is read, and for no other version then.
  public static InputFile open(Split split, ObjectStore store, TaskCounters counters) {
    return split.path().startsWith("file:")
        ? new LocalFile(localPath(split.path()), counters.inputBytes)
        : new ObjectFile(store, split.path(), split.eTag(), split.fileBytes(), counters.inputBytes);
  }

  /// The version of a split's file; `null` where there is nothing to tell it by, and where it is of
  /// another size than was planned.
  public static @Nullable FileVersion version(Split split) throws IOException {
    var path = split.path();
    if (!path.startsWith("file:")) {
      var eTag = split.eTag();
      return eTag == null ? null : new FileVersion(path, split.fileBytes(), eTag);
    }
    var attributes = Files.readAttributes(localPath(path), BasicFileAttributes.class);
    var modified = attributes.lastModifiedTime().toInstant();
    return attributes.size() != split.fileBytes() || modified.isAfter(Instant.now().minus(SETTLED))
        ? null
        : new FileVersion(
            path, attributes.size(), List.of(modified, String.valueOf(attributes.fileKey())));
  }

  /// A file of unknown size, for the planner, which lists tables through Hadoop.
  public static InputFile open(String path, Configuration hadoop) {
    try {
      if (path.startsWith("file:")) {
        return new LocalFile(localPath(path), new LongAdder());
      }
      return HadoopInputFile.fromPath(hadoopPath(path, hadoop), hadoop);
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    }
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
