package dev.stint.shuffle.store;

import dev.stint.plan.failure.StintException;
import java.util.Comparator;

/// A path taken apart: `s3://bucket/key`, or `file:///key` with an empty bucket. The key is taken
/// as it stands: nothing in it is percent-decoded.
public record ObjectPath(Scheme scheme, String bucket, String key) {

  /// Paths in the order of their UTF-8 bytes, as S3 lists them.
  public static final Comparator<String> UTF8_ORDER = ObjectPath::compareCodePoints;

  /// What the paths of a store begin with.
  public enum Scheme {
    S3("s3://"),
    FILE("file://");

    private final String prefix;

    Scheme(String prefix) {
      this.prefix = prefix;
    }
  }

  /// The path of an object.
  ///
  /// @throws StintException of kind USER saying how to write it
  public static ObjectPath parse(String path) {
    ObjectPath parsed = split(path);
    if (parsed.key.isEmpty()) {
      throw StintException.user("%s names no object: a key must follow".formatted(path));
    }
    refuseDots(path, parsed.key + "/");
    if (parsed.scheme == Scheme.FILE && (parsed.key + "/").contains("//")) {
      throw StintException.user(
          "%s is not the path of a file: it ends in a slash or has two in a row".formatted(path));
    }
    return parsed;
  }

  /// What the paths of some objects begin with; it may end anywhere after the bucket.
  ///
  /// @throws StintException of kind USER saying how to write it
  public static ObjectPath parsePrefix(String prefix) {
    ObjectPath parsed = split(prefix);
    refuseDots(prefix, parsed.key.substring(0, parsed.key.lastIndexOf('/') + 1));
    if (parsed.scheme == Scheme.FILE && parsed.key.contains("//")) {
      throw StintException.user("%s has two slashes in a row".formatted(prefix));
    }
    return parsed;
  }

  /// What the paths of all objects in a folder begin with: a bucket or a folder, and a slash.
  ///
  /// @throws StintException of kind USER saying how to write it
  public static ObjectPath parseFolder(String folder) {
    ObjectPath parsed = parsePrefix(folder);
    if (!folder.endsWith("/")) {
      throw StintException.user("%s is not a folder's path: a slash must end it".formatted(folder));
    }
    return parsed;
  }

  @Override
  public String toString() {
    return scheme.prefix + bucket + "/" + key;
  }

  private static ObjectPath split(String path) {
    if (path.indexOf('\0') >= 0) {
      throw StintException.user("%s: a path holds no NUL".formatted(path.replace('\0', '?')));
    }
    for (Scheme scheme : Scheme.values()) {
      if (path.startsWith(scheme.prefix)) {
        return split(scheme, path);
      }
    }
    throw StintException.user(
        "%s is not a path that Stint knows: write s3://bucket/key or file:///folder/file"
            .formatted(path));
  }

  private static ObjectPath split(Scheme scheme, String path) {
    String rest = path.substring(scheme.prefix.length());
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    String key = slash < 0 ? "" : rest.substring(slash + 1);
    switch (scheme) {
      case S3 -> {
        if (!isBucket(bucket)) {
          throw StintException.user("%s names no bucket: write s3://bucket/key".formatted(path));
        }
      }
      case FILE -> {
        if (!bucket.isEmpty() || slash < 0) {
          throw StintException.user(
              "%s is not an absolute path: write file:///folder/file".formatted(path));
        }
      }
    }
    return new ObjectPath(scheme, bucket, key);
  }

  /// Without a regular expression: paths are parsed for each request.
  private static boolean isBucket(String name) {
    for (int i = 0; i < name.length(); i++) {
      char at = name.charAt(i);
      boolean isAlphanumeric =
          (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z') || (at >= '0' && at <= '9');
      if (!isAlphanumeric && (i == 0 || "._:-".indexOf(at) < 0)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /// `segments` is a number of path segments, each with a slash behind it.
  private static void refuseDots(String path, String segments) {
    String framed = "/" + segments;
    if (framed.contains("/../") || framed.contains("/./")) {
      throw StintException.user(
          "%s has a segment . or .. in it: write the path without".formatted(path));
    }
  }

  /// UTF-8 orders as code points do, UTF-16 does not.
  private static int compareCodePoints(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // A surrogate stands for a code point above all that one char can hold.
        boolean isAbove = Character.isSurrogate(a);
        return isAbove == Character.isSurrogate(b) ? Character.compare(a, b) : isAbove ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
