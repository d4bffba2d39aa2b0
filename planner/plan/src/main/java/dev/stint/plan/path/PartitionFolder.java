package dev.stint.plan.path;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The folder `name=value` of a partition, escaped as Hive and Spark do.
public final class PartitionFolder {

  /// The folder of rows without a value.
  public static final String DEFAULT_PARTITION = "__HIVE_DEFAULT_PARTITION__";

  private static final String ESCAPED = "\"#%'*/:=?\\{[]^\u007f";

  private PartitionFolder() {}

  /// NULL and the empty string share a folder.
  public static String of(String name, @Nullable String value) {
    var folder = value == null || value.isEmpty() ? DEFAULT_PARTITION : escape(value);
    return escape(name) + "=" + folder;
  }

  private static String escape(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || ESCAPED.indexOf(c) >= 0) {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
