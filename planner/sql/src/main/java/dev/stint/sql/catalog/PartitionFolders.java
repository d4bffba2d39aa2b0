package dev.stint.sql.catalog;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.path.PartitionFolder;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Hive-style partition folders: `year=2024/month=7/`. Names and values are percent-escaped;
/// `__HIVE_DEFAULT_PARTITION__` stands for NULL.
final class PartitionFolders {

  private PartitionFolders() {}

  /// The values in the folders of one file; `parts` are its folders and, last, its name.
  static Map<String, @Nullable String> values(String path, List<String> parts) {
    var values = new LinkedHashMap<String, @Nullable String>();
    for (var part : parts.subList(0, parts.size() - 1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        var name = unescape(part.substring(0, equals));
        var value = part.substring(equals + 1);
        if (values.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
          throw StintException.user(path + " gives the partition column '" + name + "' twice");
        }
        values.put(name, value.equals(PartitionFolder.DEFAULT_PARTITION) ? null : unescape(value));
      }
    }
    return values;
  }

  /// A `+` stands for itself, unlike in forms; a `%` that begins no escape does too.
  private static String unescape(String text) {
    if (!text.contains("%")) {
      return text;
    }
    var safe = text.replaceAll("%(?![0-9a-fA-F]{2})", "%25").replace("+", "%2B");
    return URLDecoder.decode(safe, StandardCharsets.UTF_8);
  }

  /// The partition columns of a table with the narrowest types that hold all their values, unless
  /// `declared` names one.
  ///
  /// @throws StintException of kind USER showing two files whose folders name different columns
  static List<Field> fields(List<TableFile> files, Map<String, DataType> declared) {
    if (files.isEmpty()) {
      return List.of();
    }
    var names = List.copyOf(files.getFirst().partitionValues().keySet());
    for (var file : files) {
      if (!areAlike(names, file)) {
        throw StintException.user(
            "partition folders contradict each other: %s has %s, %s has %s"
                .formatted(
                    files.getFirst().path(), names, file.path(), file.partitionValues().keySet()));
      }
    }
    var fields = new ArrayList<Field>();
    for (int place = 0; place < names.size(); place++) {
      var name = names.get(place);
      var given = declared.get(name.toLowerCase(java.util.Locale.ROOT));
      fields.add(Field.nullable(name, given == null ? infer(files, place) : given));
    }
    return fields;
  }

  /// Whether a file's folders name the same columns in the same order; case makes no difference.
  private static boolean areAlike(List<String> names, TableFile file) {
    var others = file.partitionValues().keySet();
    if (others.size() != names.size()) {
      return false;
    }
    var other = others.iterator();
    return names.stream().allMatch(name -> name.equalsIgnoreCase(other.next()));
  }

  /// Of the column at `place` in the folders of each file.
  private static DataType infer(List<TableFile> files, int place) {
    var inference = new TypeInference(TypeInference.Rules.DEFAULT);
    var seen = new HashSet<String>();
    for (var file : files) {
      var value = List.copyOf(file.partitionValues().entrySet()).get(place).getValue();
      if (value != null && seen.add(value)) {
        inference.add(value);
      }
    }
    return inference.partitionType();
  }
}
