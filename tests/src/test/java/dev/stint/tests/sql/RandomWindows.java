package dev.stint.tests.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Writes statements with window functions by seed: of all kinds, over partitions, orders and
/// frames of all kinds, several beside each other and on top of each other, over groupings, and
/// with conditions on what they give.
///
/// `id` is unique. Where a value depends on the order of rows, the order ends with it.
final class RandomWindows {

  static final String TABLE =
      """
      SELECT i::INTEGER AS id, (hash(i) % 4)::INTEGER AS g,
             CASE WHEN hash(i + 1) % 9 > 0 THEN (hash(i + 2) % 12)::INTEGER END AS a,
             CASE WHEN hash(i + 3) % 7 > 0 THEN (hash(i + 4) % 20)::INTEGER / 4.0::DOUBLE END AS d,
             CASE WHEN hash(i + 5) % 7 > 0 THEN DATE '2024-01-25' + (hash(i + 6) % 40)::INTEGER END AS day,
             TIMESTAMP '2024-02-01' + INTERVAL (i % 17 * 9) HOUR AS ts,
             CASE WHEN hash(i + 7) % 7 > 0 THEN 's' || hash(i + 8) % 5 END AS s
      FROM range(60) AS r(i)
      """;

  private static final List<String> ROW_BOUNDS =
      List.of(
          "UNBOUNDED PRECEDING",
          "3 PRECEDING",
          "1 PRECEDING",
          "CURRENT ROW",
          "2 FOLLOWING",
          "UNBOUNDED FOLLOWING");

  private final Random random;

  RandomWindows(long seed) {
    this.random = new Random(seed);
  }

  String statement() {
    return switch (random.nextInt(7)) {
      case 6 -> correlated();
      case 0 -> grouped();
      case 1 -> filtered();
      case 2 -> nested();
      default -> "SELECT id, " + calls(1 + random.nextInt(4)) + " FROM t" + where();
    };
  }

  private String where() {
    return random.nextInt(3) == 0 ? " WHERE a > 2 OR a IS NULL" : "";
  }

  private String grouped() {
    return "SELECT g, a, sum(id) AS n, sum(sum(id)) OVER (PARTITION BY g ORDER BY a) AS x,"
        + " rank() OVER (ORDER BY "
        + pick("sum(id)", "count(*)", "g", "max(d)")
        + ") AS y"
        + " FROM t"
        + where()
        + " GROUP BY g, a";
  }

  private String filtered() {
    var number = "row_number() OVER (" + partition() + " ORDER BY " + key() + ", id)";
    var more = random.nextBoolean() ? "" : ", " + call() + " AS c";
    return "SELECT * FROM (SELECT id, g, a, %s AS n%s FROM t%s) AS x WHERE %s"
        .formatted(
            number,
            more,
            where(),
            pick(
                "n <= 3",
                "n < 3",
                "3 >= n",
                "n = 2",
                "n IN (1, 4)",
                "n <= 2 AND g = 1",
                "g = 2",
                "n > 2"));
  }

  private String nested() {
    return "SELECT id, x, sum(x) OVER (%s ORDER BY id) AS y FROM (SELECT id, g, a, s, count(%s) OVER (%s) AS x FROM t) AS z"
        .formatted(partition(), pick("a", "d", "*"), partition());
  }

  private String correlated() {
    var number = pick("row_number() OVER (ORDER BY u.id)", "sum(u.id) OVER (PARTITION BY u.a)");
    return "SELECT id, (SELECT max(x) FROM (SELECT %s AS x FROM t u WHERE u.g = t.g%s) z) AS m FROM t"
        .formatted(number, pick("", " AND u.a > t.a", " AND u.d < 3"));
  }

  private String calls(int count) {
    var calls = new ArrayList<String>();
    for (int call = 0; call < count; call++) {
      calls.add(call() + " AS c" + call);
    }
    return String.join(", ", calls);
  }

  private String call() {
    return switch (random.nextInt(9)) {
      case 0 ->
          pick("rank()", "dense_rank()", "percent_rank()", "cume_dist()") + over(order(key()));
      case 1 -> pick("row_number()", "ntile(3)", "ntile(7)") + over(uniqueOrder());
      case 2 ->
          pick("lag", "lead")
              + "("
              + pick("a", "s", "day")
              + pick("", ", 2", ", 3")
              + ")"
              + nulls()
              + over(uniqueOrder());
      case 3 -> pick("lag", "lead") + "(a, 1, " + pick("-1", "id") + ")" + over(uniqueOrder());
      case 4 ->
          pick("first_value(", "last_value(")
              + pick("a", "s", "d")
              + ")"
              + nulls()
              + over(uniqueOrder() + rows());
      case 5 -> "nth_value(" + pick("a", "s") + ", 2)" + over(uniqueOrder() + rows());
      case 6 -> aggregate() + over("");
      case 7 ->
          aggregate() + over(pick(order(key()), order(key()) + range(), uniqueOrder() + rows()));
      default -> aggregate() + over(valueRange());
    };
  }

  private String aggregate() {
    var aggregate =
        pick(
            "count(*)",
            "count(a)",
            "sum(a)",
            "avg(a)",
            "min(s)",
            "max(s)",
            "max(a)",
            "min(day)",
            "sum(d)",
            "avg(d)",
            "stddev(d)",
            "var_pop(d)",
            "max(d)");
    return aggregate + (random.nextInt(5) == 0 ? " FILTER (WHERE a > 3)" : "");
  }

  private String nulls() {
    return pick("", "", " IGNORE NULLS");
  }

  private String over(String order) {
    return " OVER (" + partition() + order + ")";
  }

  private String partition() {
    return pick("", "PARTITION BY g", "PARTITION BY g", "PARTITION BY a", "PARTITION BY g, s");
  }

  private String key() {
    return pick("a", "d", "day", "s") + pick("", " DESC", " NULLS LAST", " DESC NULLS FIRST");
  }

  private static String order(String key) {
    return " ORDER BY " + key;
  }

  private String uniqueOrder() {
    return order(pick("", key() + ", ", key() + ", ") + "id" + pick("", " DESC"));
  }

  private String rows() {
    return random.nextInt(3) == 0 ? "" : " ROWS " + between(ROW_BOUNDS);
  }

  private String range() {
    return " RANGE " + between(List.of(ROW_BOUNDS.getFirst(), "CURRENT ROW", ROW_BOUNDS.getLast()));
  }

  private String valueRange() {
    var key = pick("a", "d", "day", "ts");
    var unit =
        switch (key) {
          case "day" -> pick("INTERVAL 1 MONTH", "INTERVAL 2 MONTH");
          case "ts" -> pick("INTERVAL 3 DAY", "INTERVAL 10 HOUR", "INTERVAL 1 MONTH");
          default -> pick("2", "3");
        };
    var direction = pick("", " DESC", " NULLS LAST");
    return order(key + direction)
        + " RANGE "
        + between(
            List.of(
                "UNBOUNDED PRECEDING",
                unit + " PRECEDING",
                "CURRENT ROW",
                unit + " FOLLOWING",
                "UNBOUNDED FOLLOWING"));
  }

  /// Bounds in this order.
  private String between(List<String> bounds) {
    int start = random.nextInt(bounds.size() - 1);
    int end = Math.max(start, 1) + random.nextInt(bounds.size() - Math.max(start, 1));
    return "BETWEEN " + bounds.get(start) + " AND " + bounds.get(end);
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
