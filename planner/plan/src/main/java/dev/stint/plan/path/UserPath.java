package dev.stint.plan.path;

import dev.stint.plan.failure.StintException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a path means that a user wrote: in SQL, on the command line, in a job. All that takes such
/// paths asks this class, so that each form means the same wherever it stands. Nothing is decoded,
/// and globs stay globs.
///
/// `s3a://` and `s3n://`, as Hadoop says, are `s3://`; a bucket alone is its root. `file:/` is
/// `file:///`, and what has no scheme is a local path, taken from the working folder. Schemes are
/// read without regard to case.
public final class UserPath {

  private static final String S3 = "s3://";
  private static final String FILE = "file://";

  /// A scheme, then what it is followed by; a colon inside of a name begins no other.
  private static final Pattern WITH_SCHEME =
      Pattern.compile(
          "(s3|s3a|s3n|file|[a-z][a-z0-9+.-]*(?=:/)):(.*)",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  /// An object's address on the web, with the bucket in the host's name or before the key.
  private static final Pattern S3_URL =
      Pattern.compile(
          "https?://(?:([a-z0-9.-]+)\\.)?s3[a-z0-9.-]*\\.amazonaws\\.com/([^?#]*).*",
          Pattern.CASE_INSENSITIVE);

  private UserPath() {}

  /// The one absolute form of a path: `s3://bucket/key` or `file:///folder/file`. The absolute form
  /// of an absolute form is itself.
  ///
  /// @throws StintException of kind USER saying how to write it
  public static String absolute(String path) {
    var parts = WITH_SCHEME.matcher(path);
    if (!parts.matches()) {
      return local(path);
    }
    var rest = parts.group(2);
    return switch (parts.group(1).toLowerCase(Locale.ROOT)) {
      case "s3", "s3a", "s3n" -> inS3(path, rest);
      case "file" -> file(path, rest);
      default ->
          throw StintException.user(
              "%s is not a path that Stint knows: %s".formatted(path, hint(path)));
    };
  }

  private static String hint(String path) {
    var object = S3_URL.matcher(path);
    if (object.matches()) {
      boolean isInHost = object.group(1) != null;
      var place = isInHost ? object.group(1) + "/" + object.group(2) : object.group(2);
      return "write " + S3 + place;
    }
    return path.toLowerCase(Locale.ROOT).startsWith("http")
        ? "nothing is read over HTTP; copy the file to S3 or here, and write s3://bucket/key or"
            + " file:///folder/file"
        : "write s3://bucket/key or file:///folder/file";
  }

  /// Whether S3 has what is at a path; false for one that [#absolute] refuses.
  public static boolean isInS3(String path) {
    try {
      return absolute(path).startsWith(S3);
    } catch (StintException _) {
      return false;
    }
  }

  private static String inS3(String path, String rest) {
    if (!rest.startsWith("//") || rest.startsWith("///") || rest.equals("//")) {
      throw StintException.user("%s names no bucket: write s3://bucket/key".formatted(path));
    }
    var place = rest.substring(2);
    return S3 + (place.indexOf('/') < 0 ? place + "/" : place);
  }

  private static String file(String path, String rest) {
    boolean hasHost = rest.startsWith("//") && !rest.startsWith("///");
    if (hasHost || !rest.startsWith("/")) {
      throw StintException.user(
          "%s is not an absolute path: write file:///folder/file".formatted(path));
    }
    return FILE + (rest.startsWith("///") ? rest.substring(2) : rest);
  }

  private static String local(String path) {
    if (path.isEmpty()) {
      throw StintException.user("a path is empty: write s3://bucket/key, or a file or folder");
    }
    try {
      return FILE + Path.of(path).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw StintException.user(
          "%s is not a path: %s".formatted(path.replace('\0', '?'), e.getReason()), e);
    }
  }
}
