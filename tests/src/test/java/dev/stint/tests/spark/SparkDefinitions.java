package dev.stint.tests.spark;

import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a file's statements have defined so far. A table is a view over what was inserted, cast to
/// the table's columns; a view that Stint refuses to make is one whose query it refuses later.
final class SparkDefinitions {

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  private static final String COMMENTS = "(?:\\s|--[^\n]*\n)*";
  private static final String NAME = "([\\w.]+|`[^`]+`)";

  private static final Pattern CREATE_VIEW =
      Pattern.compile(
          COMMENTS
              + "CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:GLOBAL\\s+)?(?:TEMPORARY\\s+|TEMP\\s+)?VIEW\\s+"
              + "(?:IF\\s+NOT\\s+EXISTS\\s+)?"
              + NAME
              + "\\s*(\\([^()]*\\))?\\s+AS\\s+(.*)",
          FLAGS);

  private static final Pattern CREATE_TABLE =
      Pattern.compile(
          COMMENTS
              + "CREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?"
              + NAME
              + "\\s*\\((.*?)\\)(?:\\s*USING\\s+\\w+)?(?:\\s*PARTITIONED\\s+BY\\s*\\([^()]*\\))?\\s*",
          FLAGS);

  private static final Pattern CREATE_TABLE_AS =
      Pattern.compile(
          COMMENTS + "CREATE\\s+TABLE\\s+" + NAME + "(?:\\s+USING\\s+\\w+)?\\s+AS\\s+(.*)", FLAGS);

  private static final Pattern INSERT =
      Pattern.compile(
          COMMENTS
              + "INSERT\\s+INTO\\s+(?:TABLE\\s+)?"
              + NAME
              + "\\s*(?:\\(([\\w\\s,]*)\\)\\s*)?(VALUES.*|SELECT.*|TABLE.*)",
          FLAGS);

  private static final Pattern DROP =
      Pattern.compile(
          COMMENTS + "DROP\\s+(?:VIEW|TABLE)\\s+(?:IF\\s+EXISTS\\s+)?" + NAME + "\\s*", FLAGS);

  private static final Pattern TRUNCATE =
      Pattern.compile(COMMENTS + "TRUNCATE\\s+TABLE\\s+" + NAME + "\\s*", FLAGS);

  private static final Pattern COLUMN =
      Pattern.compile(
          "(`[^`]+`|\\w+)\\s+(.+?)(?:\\s+(?:NOT\\s+NULL|DEFAULT|COMMENT|GENERATED)\\b.*)?", FLAGS);

  private record Column(String name, String type) {}

  private final SparkRunner runner;
  private Namespace names;
  private final Map<String, List<Column>> tables = new HashMap<>();

  SparkDefinitions(SparkRunner runner) {
    this.runner = runner;
    this.names = runner.names();
  }

  Namespace names() {
    return names;
  }

  void use(Namespace after) {
    names = after;
  }

  boolean isTable(String name) {
    return tables.containsKey(plain(name));
  }

  /// Takes a statement that makes, fills or drops a view or table; others do nothing.
  void apply(String sql) {
    var after = runner.define(sql, names);
    if (after.isPresent()) {
      names = after.get();
      return;
    }
    Matcher view = CREATE_VIEW.matcher(sql);
    if (view.matches()) {
      String names = view.group(2);
      put(
          view.group(1),
          names == null
              ? view.group(3)
              : "SELECT * FROM (%s%n) AS v%s".formatted(view.group(3), names));
      return;
    }
    Matcher filled = CREATE_TABLE_AS.matcher(sql);
    if (filled.matches()) {
      put(filled.group(1), filled.group(2));
      return;
    }
    Matcher table = CREATE_TABLE.matcher(sql);
    if (table.matches()) {
      var columns = columns(table.group(2));
      put(table.group(1), empty(columns));
      tables.put(plain(table.group(1)), columns);
      return;
    }
    Matcher insert = INSERT.matcher(sql);
    if (insert.matches()) {
      insert(insert.group(1), insert.group(2), insert.group(3));
      return;
    }
    Matcher truncate = TRUNCATE.matcher(sql);
    if (truncate.matches()) {
      truncate(truncate.group(1));
      return;
    }
    Matcher drop = DROP.matcher(sql);
    if (drop.matches()) {
      remove(drop.group(1));
    }
  }

  private static String plain(String name) {
    String bare = name.replace("`", "").toLowerCase(Locale.ROOT);
    return bare.substring(bare.lastIndexOf('.') + 1);
  }

  private void put(String name, String sql) {
    remove(name);
    names = names.with(new View(plain(name), sql));
  }

  private void remove(String name) {
    names = names.withoutView(plain(name));
    tables.remove(plain(name));
  }

  private void truncate(String name) {
    var columns = tables.get(plain(name));
    if (columns != null) {
      put(name, empty(columns));
      tables.put(plain(name), columns);
    }
  }

  private static List<Column> columns(String text) {
    var columns = new ArrayList<Column>();
    for (String part : text.replaceAll("--[^\n]*\n", "\n").split(",(?![^(<]*[)>])", -1)) {
      Matcher column = COLUMN.matcher(part.strip());
      if (column.matches()) {
        columns.add(new Column(column.group(1), column.group(2)));
      }
    }
    return List.copyOf(columns);
  }

  /// No rows of the columns.
  private static String empty(List<Column> columns) {
    return columns.stream()
        .map(column -> "CAST(NULL AS %s) AS %s".formatted(column.type(), column.name()))
        .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
  }

  /// The rows that are there, and those inserted, cast to the table's columns; `columns` are those
  /// given, `null` for all of them.
  private void insert(String name, @Nullable String columns, String rows) {
    names
        .view(plain(name))
        .ifPresent(
            view -> {
              String all =
                  "(%s%n) UNION ALL (%s%n)".formatted(view.sql(), cast(plain(name), columns, rows));
              names = names.with(new View(view.name(), all));
            });
  }

  private String cast(String table, @Nullable String names, String rows) {
    var columns = tables.get(table);
    if (columns == null) {
      return rows;
    }
    var given =
        names == null
            ? columns.stream().map(column -> column.name().toLowerCase(Locale.ROOT)).toList()
            : Stream.of(names.split(",", -1)).map(n -> n.strip().toLowerCase(Locale.ROOT)).toList();
    var items = new ArrayList<String>();
    for (var column : columns) {
      int at = given.indexOf(column.name().toLowerCase(Locale.ROOT));
      items.add(
          "CAST(%s AS %s) AS %s"
              .formatted(at < 0 ? "NULL" : "c" + at, column.type(), column.name()));
    }
    String inserted =
        IntStream.range(0, given.size()).mapToObj(at -> "c" + at).collect(Collectors.joining(", "));
    return "SELECT %s FROM (%s%n) AS inserted(%s)"
        .formatted(String.join(", ", items), rows, inserted);
  }
}
