package dev.stint.tests.spark;

import dev.stint.sql.request.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The views and tables that a file's statements have made so far: each a view, of tables those
/// over what was inserted.
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
              + "\\s*\\((.*)\\)(?:\\s*USING\\s+\\w+)?\\s*",
          FLAGS);

  private static final Pattern CREATE_TABLE_AS =
      Pattern.compile(
          COMMENTS + "CREATE\\s+TABLE\\s+" + NAME + "(?:\\s+USING\\s+\\w+)?\\s+AS\\s+(.*)", FLAGS);

  private static final Pattern INSERT =
      Pattern.compile(
          COMMENTS
              + "INSERT\\s+INTO\\s+(?:TABLE\\s+)?"
              + NAME
              + "\\s*(?:\\([\\w\\s,]*\\)\\s*)?(VALUES.*|SELECT.*|TABLE.*)",
          FLAGS);

  private static final Pattern DROP =
      Pattern.compile(
          COMMENTS + "DROP\\s+(?:VIEW|TABLE)\\s+(?:IF\\s+EXISTS\\s+)?" + NAME + "\\s*", FLAGS);

  private static final Pattern COLUMN =
      Pattern.compile("(\\S+)\\s+(\\w+(?:\\s*\\([^)]*\\)|<.*>)?)", Pattern.DOTALL);

  private final List<View> views = new ArrayList<>();

  List<View> views() {
    return List.copyOf(views);
  }

  /// Takes a statement that makes, fills or drops a view or table; others do nothing.
  void apply(String sql) {
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
      put(table.group(1), empty(table.group(2)));
      return;
    }
    Matcher insert = INSERT.matcher(sql);
    if (insert.matches()) {
      insert(insert.group(1), insert.group(2));
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
    views.add(new View(plain(name), sql));
  }

  private void remove(String name) {
    views.removeIf(view -> view.name().equals(plain(name)));
  }

  /// No rows of the columns.
  private static String empty(String columns) {
    var items = new ArrayList<String>();
    for (String column : columns.split(",(?![^(<]*[)>])", -1)) {
      var named = COLUMN.matcher(column.strip());
      items.add(
          named.lookingAt()
              ? "CAST(NULL AS %s) AS %s".formatted(named.group(2), named.group(1))
              : column);
    }
    return "SELECT %s WHERE false".formatted(String.join(", ", items));
  }

  /// The rows that are there, and those inserted, cast to the table's columns by the union.
  private void insert(String name, String rows) {
    for (var view : views) {
      if (view.name().equals(plain(name))) {
        String all = "(%s%n) UNION ALL (%s%n)".formatted(view.sql(), rows);
        views.set(views.indexOf(view), new View(view.name(), all));
        return;
      }
    }
  }
}
