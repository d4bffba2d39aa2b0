package dev.stint.plan.stage;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A share of one file: the row groups that begin in `[offset, offset + length)`, or for text the
/// records that do. `fileBytes` is the size of the whole file as listed. `partitionValues` holds
/// the raw text of the partition columns taken from the file's folders, unescaped, by column name;
/// a column without an entry is NULL (Hive's default partition). `eTag` is of the version of the
/// object that was planned, and no other is read; `null` where files have no versions.
public record Split(
    String path,
    long fileBytes,
    long offset,
    long length,
    Map<String, String> partitionValues,
    @Nullable String eTag) {

  public Split {
    if (offset < 0 || length < 0 || offset + length > fileBytes) {
      throw new IllegalArgumentException(
          "%s: bytes %d to %d of %d".formatted(path, offset, offset + length, fileBytes));
    }
    partitionValues =
        java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(partitionValues));
  }

  /// Of a file without versions.
  public Split(
      String path, long fileBytes, long offset, long length, Map<String, String> partitionValues) {
    this(path, fileBytes, offset, length, partitionValues, null);
  }
}
