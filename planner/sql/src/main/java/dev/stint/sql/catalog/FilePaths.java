package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;

/// Paths as tables name them: `s3://bucket/key` and `file:///folder/file`, unencoded.
final class FilePaths {

  /// What the paths of local files begin with.
  static final String LOCAL = "file://";

  private FilePaths() {}

  /// Of a local file.
  static java.nio.file.Path local(String path) {
    return java.nio.file.Path.of(path.substring(LOCAL.length()));
  }

  /// As the object store names it; Hadoop writes `file:/folder` for `file:///folder`.
  static String of(org.apache.hadoop.fs.Path path) {
    var uri = path.toUri();
    var authority = uri.getAuthority() == null ? "" : uri.getAuthority();
    return uri.getScheme() + "://" + authority + uri.getPath();
  }

  /// What a path without wildcards means, in which a backslash escapes them.
  static org.apache.hadoop.fs.Path toHadoop(String path) {
    return literal(path.replaceAll("\\\\(.)", "$1"));
  }

  /// The path as Hadoop has it: a colon in it is no more than that.
  static org.apache.hadoop.fs.Path literal(String unescaped) {
    int scheme = unescaped.indexOf("://");
    int root = unescaped.indexOf('/', scheme + 3);
    var authority = unescaped.substring(scheme + 3, root < 0 ? unescaped.length() : root);
    return new org.apache.hadoop.fs.Path(
        unescaped.substring(0, scheme),
        authority.isEmpty() ? null : authority,
        root < 0 ? "/" : unescaped.substring(root));
  }

  /// Refuses what Hadoop would take for the path of another object: it leaves folders without a
  /// name out of paths, and those named `.` and `..` as well.
  ///
  /// @throws StintException of kind USER saying how to write it
  static void requireCarried(String path) {
    if (!path.startsWith("s3://")) {
      return;
    }
    var key = path.substring(path.indexOf('/', "s3://".length()));
    if (key.contains("//")) {
      throw StintException.user(
          "%s has a folder without a name: write one slash; an object with such a key can be read when it is renamed"
              .formatted(path));
    }
    if ((key + "/").contains("/./") || (key + "/").contains("/../")) {
      throw StintException.user(
          "%s has a folder named . or ..: write the path without; an object with such a key can be read when it is renamed"
              .formatted(path));
    }
  }

  static String bucket(String path) {
    return path.replaceFirst("^[^:]+://", "").replaceFirst("/.*$", "");
  }

  /// What Spark skips, in any folder below the table's.
  static boolean isHidden(String name) {
    boolean isPartition = name.startsWith("_") && name.contains("=");
    return (name.startsWith("_") && !isPartition) || name.startsWith(".");
  }

  /// The index of the first wildcard of a glob, -1 in a path without one.
  static int firstWildcard(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\') {
        i++;
      } else if ("*?[{".indexOf(c) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /// Whether trying again may help.
  static boolean isAboutNetwork(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof SocketTimeoutException
          || cause instanceof UnknownHostException
          || cause instanceof SocketException) {
        return true;
      }
    }
    return false;
  }

  /// Also where Java has one exception for a file that is missing and one that may not be read.
  static boolean isDenied(IOException failure) {
    return failure instanceof AccessDeniedException
        || reason(failure).endsWith("(Permission denied)");
  }

  /// `actions` are what S3 must allow.
  static StintException denied(String path, String actions, IOException cause) {
    var remedy = path.startsWith("s3") ? "grant " + actions + " on it" : "check its owner and mode";
    return StintException.user("access to %s is denied; %s".formatted(path, remedy), cause);
  }

  static String reason(IOException failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  /// Of the version of an object that was found, without S3's quotes; `null` of what has no
  /// versions.
  static @Nullable String eTag(FileStatus status) {
    var eTag = status instanceof EtagSource source ? source.getEtag() : null;
    return eTag == null ? null : eTag.replace("\"", "");
  }
}
