package dev.stint.sql.catalog.s3;

import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;
import org.apache.hadoop.fs.s3a.S3AFileStatus;

/// Versions of objects, told apart by their ETags.
public final class S3Versions {

  private S3Versions() {}

  /// What a listing said of an object; the ETag without S3's quotes. Whoever opens the object with
  /// it reads that version or fails.
  public static FileStatus status(Path path, long bytes, String eTag) {
    return new S3AFileStatus(bytes, 0, path, 0, "", '"' + eTag + '"', null);
  }

  /// Whether the version asked for is there no more.
  public static boolean isReplaced(IOException failure) {
    return failure instanceof RemoteFileChangedException;
  }
}
