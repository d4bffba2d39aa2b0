package dev.stint.tests.sql;

import java.util.List;
import java.util.Map;
import java.util.Random;

/// Writes statements with subqueries by seed: correlated in WHERE, HAVING and the SELECT list, to
/// the query around them or the one around that, below groupings, unions and limits.
final class RandomSubqueries {

  /// Few rows and values, so that matches, duplicates and NULLs meet.
  static final Map<String, String> TABLES =
      Map.of(
          "o", table("(0, 1), (1, NULL), (2, 2), (NULL, 3), (3, 0), (2, 2), (4, 1), (NULL, NULL)"),
          "p", table("(1, 1), (1, 2), (2, NULL), (3, 3), (NULL, 1), (2, 0)"),
          "q", table("(0, 0), (2, 2), (2, 3), (NULL, 4), (3, NULL), (4, 1), (1, 1)"));

  private static final List<String> COMPARISONS =
      List.of("=", "=", "=", "<", ">", "<>", "<=", "IS NOT DISTINCT FROM");

  private final Random random;
  private int aliases;

  RandomSubqueries(long seed) {
    this.random = new Random(seed);
  }

  private static String table(String rows) {
    return "SELECT a::INTEGER AS a, b::INTEGER AS b FROM (VALUES " + rows + ") AS v(a, b)";
  }

  String statement() {
    var alias = alias();
    var scope = List.of(alias);
    return switch (random.nextInt(3)) {
      case 0 -> "SELECT %1$s.a, %1$s.b, %2$s AS x FROM o %1$s".formatted(alias, scalar(scope, 2));
      case 1 ->
          "SELECT %1$s.a, %1$s.b, (%2$s) AS x FROM o %1$s".formatted(alias, condition(scope, 2));
      default ->
          "SELECT %1$s.a, %1$s.b FROM o %1$s WHERE %2$s".formatted(alias, conditions(scope, 2));
    };
  }

  private String alias() {
    return "t" + aliases++;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String column(List<String> scope) {
    // The last alias is the innermost: it is named most often.
    int place = random.nextInt(3) > 0 ? scope.size() - 1 : random.nextInt(scope.size());
    return scope.get(place) + pick(".a", ".b");
  }

  private String comparison(List<String> scope) {
    var inner = scope.getLast() + pick(".a", ".b");
    var other = scope.get(random.nextInt(scope.size())) + pick(".a", ".b");
    return inner + " " + COMPARISONS.get(random.nextInt(COMPARISONS.size())) + " " + other;
  }

  private String conditions(List<String> scope, int depth) {
    return random.nextBoolean()
        ? condition(scope, depth)
        : comparison(scope) + pick(" AND ", " OR ") + condition(scope, depth);
  }

  private String condition(List<String> scope, int depth) {
    if (depth == 0) {
      return comparison(scope);
    }
    return switch (random.nextInt(6)) {
      case 0 -> pick("", "NOT ") + "EXISTS (" + rows(scope, depth) + ")";
      case 1 -> column(scope) + pick(" IN ", " NOT IN ") + "(" + rows(scope, depth) + ")";
      case 2 ->
          column(scope)
              + pick(" < ", " = ", " >= ", " <> ")
              + pick("ANY", "ALL")
              + " ("
              + rows(scope, depth)
              + ")";
      case 3 -> column(scope) + pick(" < ", " = ", " >= ") + scalar(scope, depth);
      default -> comparison(scope);
    };
  }

  /// A query of one column and any number of rows.
  private String rows(List<String> scope, int depth) {
    var alias = alias();
    var inner = with(scope, alias);
    var from =
        " FROM " + source(scope, depth) + " " + alias + " WHERE " + conditions(inner, depth - 1);
    return switch (random.nextInt(6)) {
      case 0 -> "SELECT " + column(inner) + " + " + column(inner) + from;
      case 1 -> "SELECT %1$s.a%2$s GROUP BY %1$s.a".formatted(alias, from);
      case 2 -> "SELECT " + aggregate(inner) + from + having(alias);
      case 3 -> "SELECT DISTINCT " + alias + ".b" + from;
      default -> "SELECT " + alias + pick(".a", ".b") + from;
    };
  }

  private String having(String alias) {
    return pick("", " HAVING count(*) > 1", " HAVING count(" + alias + ".b) = 0");
  }

  /// A query of one column and at most one row, in parentheses.
  private String scalar(List<String> scope, int depth) {
    var alias = alias();
    var inner = with(scope, alias);
    var from =
        " FROM " + source(scope, depth) + " " + alias + " WHERE " + conditions(inner, depth - 1);
    if (random.nextInt(4) == 0) {
      var column = alias + ".a";
      return "(SELECT "
          + column
          + from
          + " ORDER BY "
          + column
          + pick("", " DESC")
          + pick(" LIMIT 1)", " LIMIT 1 OFFSET 1)");
    }
    return "(SELECT " + aggregate(inner) + from + having(alias) + ")";
  }

  private String aggregate(List<String> scope) {
    // Of outer columns alone it would be an aggregate of the outer query.
    var own = scope.getLast() + pick(".a", ".b");
    var argument = pick(own, own, own + " + " + column(scope));
    return pick(
            "count(*)", "count(%s)", "sum(%s)", "max(%s)", "min(%s) + 1", "coalesce(sum(%s), -1)")
        .formatted(argument);
  }

  /// A table, or a union or limit that may use outer columns.
  private String source(List<String> scope, int depth) {
    if (depth < 2 || random.nextInt(3) > 0) {
      return pick("p", "q");
    }
    var left = alias();
    var right = alias();
    var first =
        "SELECT %1$s.a, %1$s.b FROM p %1$s WHERE %2$s"
            .formatted(left, comparison(with(scope, left)));
    var second =
        "SELECT %1$s.b, %1$s.a FROM q %1$s WHERE %2$s"
            .formatted(right, comparison(with(scope, right)));
    return "(" + first + pick(" UNION ALL ", " UNION ", " INTERSECT ", " EXCEPT ") + second + ")";
  }

  private static List<String> with(List<String> scope, String alias) {
    var all = new java.util.ArrayList<>(scope);
    all.add(alias);
    return all;
  }
}
