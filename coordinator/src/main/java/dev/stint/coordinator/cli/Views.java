package dev.stint.coordinator.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Named queries, put before the statements that use them as `WITH name AS (…)`. A statement that
/// mentions none stays as it is, so that errors point into the text the user wrote.
final class Views {

  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
  private static final Pattern LEADING_WITH =
      Pattern.compile(
          "\\A(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*with\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Map<String, String> views = new LinkedHashMap<>();

  void add(String name, String sql) {
    views.put(name, withoutSemicolon(sql));
  }

  /// The statement with the views that it mentions, directly or through others.
  String inline(String sql) {
    var used = used(sql);
    if (used.isEmpty()) {
      return sql;
    }
    var prefix = new StringBuilder("WITH ");
    for (var name : used) {
      prefix.append(quoted(name)).append(" AS (\n").append(views.get(name)).append("\n),\n");
    }
    var matcher = LEADING_WITH.matcher(sql);
    if (matcher.find()) {
      return prefix + sql.substring(matcher.end());
    }
    return prefix.substring(0, prefix.length() - 2) + "\n" + sql;
  }

  /// In the order in which they were added: each comes after those it may use.
  private List<String> used(String sql) {
    var mentioned = words(sql);
    var used = new ArrayList<String>();
    for (var name : new ArrayList<>(views.keySet()).reversed()) {
      boolean isUsed =
          mentioned.contains(name.toLowerCase(Locale.ROOT)) || sql.contains(quoted(name));
      if (isUsed) {
        used.addFirst(name);
        mentioned.addAll(words(views.getOrDefault(name, "")));
      }
    }
    return used;
  }

  private static Set<String> words(String sql) {
    var words = new TreeSet<String>();
    WORD.matcher(sql).results().forEach(word -> words.add(word.group().toLowerCase(Locale.ROOT)));
    return words;
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static String withoutSemicolon(String sql) {
    return sql.strip().replaceFirst(";\\s*\\z", "");
  }
}
