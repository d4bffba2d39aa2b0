package dev.stint.tests.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A statement, and the schema and the rows that Spark gives, as its result files have them.
record SparkStatement(String sql, String schema, String output) {

  private static final Pattern PART = Pattern.compile("(?m)^-- !query.*\n");

  /// Statements without a result, such as CREATE VIEW, have this schema, and those that fail too.
  private static final String NO_SCHEMA = "struct<>";

  private static final Pattern FAILURE =
      Pattern.compile("^(org|java|scala)[.][\\w.$]+\\s.*", Pattern.DOTALL);

  static List<SparkStatement> parse(String results) {
    var parts = PART.split(results, -1);
    var statements = new ArrayList<SparkStatement>();
    for (int at = 1; at + 2 < parts.length; at += 3) {
      statements.add(
          new SparkStatement(parts[at].strip(), parts[at + 1].strip(), parts[at + 2].strip()));
    }
    return statements;
  }

  /// Whether Spark answers: with columns, be there rows or not.
  boolean isAnswered() {
    return !schema.equals(NO_SCHEMA);
  }

  boolean isFailed() {
    return schema.equals(NO_SCHEMA) && FAILURE.matcher(output + " ").matches();
  }
}
