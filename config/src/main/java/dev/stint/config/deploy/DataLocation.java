package dev.stint.config.deploy;

import java.util.List;
import java.util.regex.Pattern;

/// A place in S3 that jobs of a deployment may read or write: the object with the key `prefix` and
/// all below it as a folder, or with an empty prefix the whole bucket. `s3://lake/raw` covers `raw`
/// and `raw/a.csv` but not `raw2/a.csv`.
///
/// @param prefix without slashes at its ends
public record DataLocation(String bucket, String prefix, Access access) {

  public enum Access {
    READ,
    WRITE
  }

  private static final String SCHEME = "s3://";
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final int MAX_KEY_LENGTH = 1_024;

  public DataLocation {
    if (!BUCKET.matcher(bucket).matches()) {
      throw refused(bucket, prefix, "'" + bucket + "' is not the name of a bucket");
    }
    if (prefix.chars().anyMatch(c -> c == '*' || c == '?' || c == '$' || c < ' ')) {
      // Policies read these as patterns and variables.
      throw refused(
          bucket, prefix, "it may not hold *, ? or $; name the folder that holds the files");
    }
    if (prefix.startsWith("/") || prefix.endsWith("/") || prefix.contains("//")) {
      throw refused(bucket, prefix, "it holds two slashes in a row");
    }
    if (prefix.substring(prefix.lastIndexOf('/') + 1).contains("=")) {
      // What commits to the table is looked for in the table's folder.
      throw refused(bucket, prefix, "it is a partition of a table; name the table's folder");
    }
    if (prefix.length() > MAX_KEY_LENGTH) {
      throw refused(bucket, prefix, "no key is longer than " + MAX_KEY_LENGTH + " bytes");
    }
  }

  /// Reads `s3://bucket/prefix`, with or without a slash at its end.
  ///
  /// @throws IllegalArgumentException naming the text that is no such place
  public static DataLocation parse(String text, Access access) {
    if (!text.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "location " + text + ": write it as s3://bucket or s3://bucket/prefix");
    }
    String rest = text.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    String prefix = slash < 0 ? "" : rest.substring(slash + 1);
    boolean isFolder = prefix.endsWith("/") && !prefix.endsWith("//");
    return new DataLocation(
        bucket, isFolder ? prefix.substring(0, prefix.length() - 1) : prefix, access);
  }

  /// What policies call the objects here: ends of ARNs, `*` standing for anything.
  List<String> objects() {
    return prefix.isEmpty()
        ? List.of(bucket + "/*")
        : List.of(bucket + "/" + prefix, bucket + "/" + prefix + "/*");
  }

  /// `s3://bucket/prefix`.
  @Override
  public String toString() {
    return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }

  private static IllegalArgumentException refused(String bucket, String prefix, String why) {
    return new IllegalArgumentException(
        "location %s%s/%s: %s".formatted(SCHEME, bucket, prefix, why));
  }
}
