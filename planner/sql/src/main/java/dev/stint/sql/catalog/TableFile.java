package dev.stint.sql.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A listed file: its URI, its size, and what its folders say (`name=value`), in their order.
record TableFile(String path, long bytes, Map<String, @Nullable String> partitionValues) {

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
