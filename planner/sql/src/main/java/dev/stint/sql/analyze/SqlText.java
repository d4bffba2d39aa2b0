package dev.stint.sql.analyze;

import dev.stint.sql.request.Remarks;
import java.util.Map;
import java.util.stream.Collectors;

/// Parts of statements as users write them.
final class SqlText {

  private SqlText() {}

  static String name(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "`" + name.replace("`", "``") + "`";
  }

  static String string(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /// One to a line, with a line's end behind the last.
  static String pairs(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .map(one -> "  " + string(one.getKey()) + " = " + string(one.getValue()))
        .collect(Collectors.joining(",\n", "", ""));
  }

  /// The clauses of a comment and of properties; nothing where there are none.
  static String remarks(Remarks remarks) {
    String comment = remarks.comment() == null ? "" : "COMMENT " + string(remarks.comment()) + "\n";
    return remarks.properties().isEmpty()
        ? comment
        : comment + "TBLPROPERTIES (\n" + pairs(remarks.properties()) + ")\n";
  }
}
