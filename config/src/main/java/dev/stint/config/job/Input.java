package dev.stint.config.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table over files. Without `format` it follows from the files' names, without `schema` (such as
/// `id bigint, name string`) from their contents. `options` bear Spark's names.
public record Input(
    String path, @Nullable String format, Map<String, String> options, @Nullable String schema) {

  public Input {
    options = Map.copyOf(options);
  }
}
