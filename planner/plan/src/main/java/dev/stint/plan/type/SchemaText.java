package dev.stint.plan.type;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Schemas as users write them: `id bigint, name string not null, price decimal(12,2)`.
public final class SchemaText {

  /// Name (bare or in backticks), an optional colon, type, optional NOT NULL.
  private static final Pattern COLUMN =
      Pattern.compile(
          "(?:`((?:[^`]|``)+)`|([^\\s`:]+))\\s*:?\\s+(.+?)(\\s+not\\s+null)?",
          Pattern.CASE_INSENSITIVE);

  private SchemaText() {}

  /// @throws IllegalArgumentException naming the column that cannot be read, or one named twice
  public static Schema parse(String text) {
    var fields = new ArrayList<Field>();
    for (var part : splitAtCommas(text)) {
      var matcher = COLUMN.matcher(part.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'%s' is not a column; write name and type, as in id bigint".formatted(part.strip()));
      }
      var name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1).replace("``", "`");
      var type = DataType.parse(matcher.group(3));
      fields.add(new Field(name, type, matcher.group(4) == null));
    }
    refuseRepeatedNames(fields);
    return new Schema(fields);
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
