package dev.stint.executor.scan.source;

import dev.stint.plan.failure.StintException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import shaded.parquet.org.apache.thrift.TException;

/// Turns what readers throw into failures that name the file and say whether to try again.
public final class ReadFailures {

  private ReadFailures() {}

  /// A failure of the file system or of the network, or of Parquet's metadata, which Apache Parquet
  /// reports alike.
  public static StintException ofIo(String path, IOException e) {
    return switch (e) {
      case FileNotFoundException _ when isDenied(e) -> denied(path, e);
      case FileNotFoundException _ -> missing(path, e);
      case NoSuchFileException _ -> missing(path, e);
      case AccessDeniedException _ -> denied(path, e);
      case EOFException _ -> corrupt(path, "the file ends too early", e);
      case IOException _ when isDamage(e) -> corrupt(path, String.valueOf(e.getMessage()), e);
      default -> StintException.transientFailure(path + ": cannot be read: " + e.getMessage(), e);
    };
  }

  /// Whether it is the file's bytes that are wrong.
  public static boolean isDamage(IOException e) {
    return e instanceof EOFException
        || e instanceof ZipException
        || e.getCause() instanceof TException
        || isMiscounted(e);
  }

  /// Apache Parquet has no class of its own for a chunk whose pages are not what the footer says.
  private static boolean isMiscounted(IOException e) {
    var message = String.valueOf(e.getMessage());
    return message.startsWith("Expected ") && message.contains(" values in column chunk at ");
  }

  /// What Apache Parquet throws: its own complaints about bytes, or a failure of the store or the
  /// file system inside.
  public static StintException ofRuntime(String where, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StintException failure) {
        return failure;
      }
      if (cause instanceof IOException io && !(io instanceof EOFException)) {
        return ofIo(where, io);
      }
    }
    return corrupt(where, String.valueOf(e.getMessage()), e);
  }

  /// `where` may add the place to the path: `s3://b/k.parquet, row group 3, column fare`.
  public static StintException corrupt(String where, String what, Throwable cause) {
    return StintException.user(
        "%s: the data is corrupt or truncated (%s); write the file anew or leave it out"
            .formatted(where, what),
        cause);
  }

  /// Java's oldest file streams have one exception for a file that is missing and one that is
  /// locked.
  private static boolean isDenied(IOException e) {
    return String.valueOf(e.getMessage()).endsWith("(Permission denied)");
  }

  private static StintException denied(String path, IOException e) {
    var remedy = path.startsWith("s3") ? "grant s3:GetObject on it" : "check its owner and mode";
    return StintException.user("access to %s is denied; %s".formatted(path, remedy), e);
  }

  private static StintException missing(String path, IOException e) {
    var nameless =
        path.startsWith("s3")
            ? ", or its key has a folder without a name, or one named . or .. (a//b, a/./b)"
            : "";
    return StintException.user(
        "%s: there is no such file; it may have been deleted after it was listed%s"
            .formatted(path, nameless),
        e);
  }
}
