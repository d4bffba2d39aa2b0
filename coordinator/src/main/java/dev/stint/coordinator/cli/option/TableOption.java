package dev.stint.coordinator.cli.option;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.path.UserPath;
import dev.stint.plan.type.Schema;
import dev.stint.plan.type.SchemaText;
import dev.stint.sql.catalog.TableSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `name=path[,key=value…]`: `trips=data/*.csv,header=false,schema="id int, note string"`.
/// The keys are `format`, `schema`, and the format's options under Spark's names. Quotes, single or
/// double, around a path or value keep commas together, and so do the braces of a glob; inside, a
/// doubled quote is one.
public final class TableOption implements ITypeConverter<TableSource> {

  @Override
  public TableSource convert(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new TypeConversionException("'" + text + "' is no table; write name=path");
    }
    var name = text.substring(0, equals).strip();
    var parts = split(text.substring(equals + 1));
    var options = new LinkedHashMap<String, String>();
    for (var part : parts.subList(1, parts.size())) {
      addOption(name, part, options);
    }
    if (parts.getFirst().isEmpty()) {
      throw new TypeConversionException("table " + name + " has no path; write name=path");
    }
    var format = options.remove("format");
    var schema = options.remove("schema");
    return new TableSource(
        name,
        path(name, parts.getFirst()),
        format,
        options,
        schema == null ? null : schema(name, schema));
  }

  private static String path(String table, String text) {
    try {
      return UserPath.absolute(text);
    } catch (StintException e) {
      throw new TypeConversionException("table " + table + ": " + e.getMessage());
    }
  }

  private static void addOption(String name, String part, Map<String, String> options) {
    int equals = part.indexOf('=');
    if (equals < 1) {
      throw new TypeConversionException(
          "table %s: '%s' is no option; write key=value, and quote a path that has a comma"
              .formatted(name, part));
    }
    var key = part.substring(0, equals).strip();
    var value = part.substring(equals + 1);
    // A shell makes it hard to type a tab.
    options.put(key, value.equals("\\t") ? "\t" : value);
  }

  static Schema schema(String table, String text) {
    try {
      return SchemaText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("the schema of table " + table + ": " + e.getMessage());
    }
  }

  private static List<String> split(String text) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == '"' || c == '\'') && isStart(part)) {
        i = readQuoted(text, i, part);
      } else if (c == ',' && depth == 0) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /// Elsewhere a quote is a letter like others.
  private static boolean isStart(StringBuilder part) {
    return part.isEmpty() || part.charAt(part.length() - 1) == '=';
  }

  /// Appends what stands between the quote at `start` and its end, whose index it gives.
  private static int readQuoted(String text, int start, StringBuilder part) {
    char quote = text.charAt(start);
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != quote) {
        part.append(c);
      } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
        part.append(quote);
        i++;
      } else {
        return i;
      }
    }
    throw new TypeConversionException("a quote is never closed in " + text);
  }
}
