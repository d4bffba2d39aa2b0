package dev.stint.tests.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes statements with groupings by seed, over the table of [RandomWindows]: by columns and
/// expressions, GROUPING SETS, ROLLUP and CUBE, several beside each other, with what they say of
/// their sets, distinct and filtered aggregates, HAVING, and window functions on top.
final class RandomGroupings {

  private static final List<String> KEYS =
      List.of("g", "a", "s", "day", "a % 3", "coalesce(s, 'x')");

  private static final List<String> AGGREGATES =
      List.of(
          "count(*)",
          "count(a)",
          "count(DISTINCT a)",
          "count(DISTINCT s)",
          "sum(a)",
          "sum(DISTINCT a)",
          "avg(d)",
          "min(s)",
          "max(day)",
          "sum(a) FILTER (WHERE d > 2)",
          "count(*) FILTER (WHERE s IS NULL)",
          "min(id)",
          "stddev(d)");

  private final Random random;

  RandomGroupings(long seed) {
    this.random = new Random(seed);
  }

  String statement() {
    var keys = keys();
    var select = new ArrayList<>(keys);
    int aggregates = 1 + random.nextInt(3);
    for (int aggregate = 0; aggregate < aggregates; aggregate++) {
      select.add(pick(AGGREGATES));
    }
    var grouping = grouping(keys);
    boolean isOfSets = !grouping.startsWith(keys.getFirst());
    if (isOfSets && random.nextBoolean()) {
      select.add("grouping(" + pick(keys) + ")");
    }
    if (random.nextInt(4) == 0) {
      select.add("rank() OVER (ORDER BY sum(id))");
    }
    var names =
        IntStream.range(0, select.size())
            .mapToObj(column -> select.get(column) + " AS c" + column)
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM t%s GROUP BY %s%s".formatted(names, where(isOfSets), grouping, having());
  }

  private List<String> keys() {
    var keys = new ArrayList<String>();
    int count = 1 + random.nextInt(3);
    while (keys.size() < count) {
      var key = pick(KEYS);
      if (!keys.contains(key)) {
        keys.add(key);
      }
    }
    return keys;
  }

  private String grouping(List<String> keys) {
    var all = String.join(", ", keys);
    return switch (random.nextInt(6)) {
      case 0 -> all;
      case 1 -> "ROLLUP (" + all + ")";
      case 2 -> "CUBE (" + all + ")";
      case 3 -> "GROUPING SETS ((" + all + "), (" + pick(keys) + "), ())";
      case 4 -> "GROUPING SETS (ROLLUP (" + all + "), (" + pick(keys) + "))";
      default ->
          keys.size() == 1
              ? all
              : "ROLLUP (%s), CUBE (%s)"
                  .formatted(keys.getFirst(), String.join(", ", keys.subList(1, keys.size())));
    };
  }

  /// Of no rows, sets have a total elsewhere, and none in Spark.
  private String where(boolean isOfSets) {
    var all = List.of("", " WHERE a > 1 OR a IS NULL", " WHERE id > 100");
    return pick(isOfSets ? all.subList(0, 2) : all);
  }

  private String having() {
    return pick(List.of("", "", " HAVING count(*) > 2", " HAVING sum(a) IS NOT NULL"));
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
