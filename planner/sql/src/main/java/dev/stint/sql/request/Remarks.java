package dev.stint.sql.request;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What users note about a table or view, which changes no answer: a comment, which is `null` where
/// there is none, and properties in the order of their names.
public record Remarks(@Nullable String comment, Map<String, String> properties) {

  public static final Remarks NONE = new Remarks(null, Map.of());

  public Remarks {
    properties =
        properties == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  public Remarks withComment(@Nullable String other) {
    return new Remarks(other, properties);
  }

  public Remarks with(Map<String, String> more) {
    var all = new TreeMap<>(properties);
    all.putAll(more);
    return new Remarks(comment, all);
  }

  public Remarks without(Iterable<String> keys) {
    var all = new TreeMap<>(properties);
    keys.forEach(all::remove);
    return new Remarks(comment, all);
  }
}
