package dev.stint.sql.catalog;

import dev.stint.plan.type.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a table's rows are: a file, folder or glob, as `s3://`, `file://` or a plain local path.
/// Without a `format` it follows from the files' names, and without a `schema` from their contents.
public record TableSource(
    String name,
    String path,
    @Nullable String format,
    Map<String, String> options,
    @Nullable Schema schema) {

  public TableSource {
    options = Map.copyOf(options);
  }

  public static TableSource at(String name, String path) {
    return new TableSource(name, path, null, Map.of(), null);
  }
}
