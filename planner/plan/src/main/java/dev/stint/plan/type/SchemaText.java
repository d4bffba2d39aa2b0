package dev.stint.plan.type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Schemas as users write them: `id bigint, name string not null, price decimal(12,2)`.
public final class SchemaText {

  /// Name (bare or in backticks), an optional colon, type, optional NOT NULL.
  private static final Pattern COLUMN =
      Pattern.compile(
          "(?:`((?:[^`]|``)+)`|([^\\s`:]+))\\s*:?\\s+(.+?)(\\s+not\\s+null)?",
          Pattern.CASE_INSENSITIVE);

  private SchemaText() {}

  /// The columns; those of a limited length are strings.
  ///
  /// @throws IllegalArgumentException naming the column that cannot be read, or one named twice
  public static Schema parse(String text) {
    var fields = new ArrayList<Field>();
    for (var column : columns(text)) {
      var type =
          TextLimit.parse(column.group(3)).isPresent()
              ? DataType.STRING
              : DataType.parse(column.group(3));
      fields.add(new Field(name(column), type, column.group(4) == null));
    }
    refuseRepeatedNames(fields);
    return new Schema(fields);
  }

  /// The limits of the columns that have some, by their names in lower case.
  ///
  /// @throws IllegalArgumentException naming the column that cannot be read
  public static Map<String, TextLimit> limits(String text) {
    var limits = new HashMap<String, TextLimit>();
    for (var column : columns(text)) {
      TextLimit.parse(column.group(3))
          .ifPresent(limit -> limits.put(name(column).toLowerCase(Locale.ROOT), limit));
    }
    return Map.copyOf(limits);
  }

  private static List<Matcher> columns(String text) {
    var columns = new ArrayList<Matcher>();
    for (var part : splitAtCommas(text)) {
      var matcher = COLUMN.matcher(part.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'%s' is not a column; write name and type, as in id bigint".formatted(part.strip()));
      }
      columns.add(matcher);
    }
    return columns;
  }

  private static String name(Matcher column) {
    return column.group(1) == null ? column.group(2) : column.group(1).replace("``", "`");
  }

  private static void refuseRepeatedNames(List<Field> fields) {
    var schema = new Schema(fields);
    for (int column = 0; column < fields.size(); column++) {
      var name = fields.get(column).name();
      if (schema.indexOf(name).orElseThrow() != column) {
        throw new IllegalArgumentException("column '" + name + "' is given twice");
      }
    }
  }

  /// Commas inside parentheses belong to a type, those inside backticks to a name.
  private static List<String> splitAtCommas(String text) {
    var parts = new ArrayList<String>();
    int depth = 0;
    boolean isQuoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '`') {
        isQuoted = !isQuoted;
      } else if (!isQuoted && c == '(') {
        depth++;
      } else if (!isQuoted && c == ')') {
        depth--;
      } else if (!isQuoted && c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
