package dev.stint.sql.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A listed file: its URI, its size, what its folders say (`name=value`), in their order, the ETag
/// of the version that was listed, `null` where there are none, and when it was last changed, by
/// the clock of whoever keeps it, 0 where that is not told.
record TableFile(
    String path,
    long bytes,
    Map<String, @Nullable String> partitionValues,
    @Nullable String eTag,
    long modifiedMillis) {

  /// The values that are not NULL.
  Map<String, String> knownValues() {
    var known = new LinkedHashMap<String, String>();
    partitionValues.forEach(
        (name, value) -> {
          if (value != null) {
            known.put(name, value);
          }
        });
    return known;
  }

  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
