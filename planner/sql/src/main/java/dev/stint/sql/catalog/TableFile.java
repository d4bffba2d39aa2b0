package dev.stint.sql.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A listed file: its URI, its size, and what its folders say (`name=value`), in their order.
record TableFile(String path, long bytes, Map<String, @Nullable String> partitionValues) {

  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
