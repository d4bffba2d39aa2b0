package dev.stint.tests.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All kinds of random statements, and the tables that they ask.
public final class RandomStatements {

  /// Queries of the reference engine, by table.
  public static final Map<String, String> TABLES = tables();

  private RandomStatements() {}

  private static Map<String, String> tables() {
    var tables = new TreeMap<>(RandomSubqueries.TABLES);
    tables.put("t", RandomWindows.TABLE);
    return tables;
  }

  /// Those of the first `seeds` seeds of each kind.
  public static List<String> of(long seeds) {
    var statements = new ArrayList<String>();
    for (long seed = 0; seed < seeds; seed++) {
      statements.add(new RandomSubqueries(seed).statement());
      statements.add(new RandomWindows(seed).statement());
      statements.add(new RandomGroupings(seed).statement());
    }
    return statements;
  }
}
