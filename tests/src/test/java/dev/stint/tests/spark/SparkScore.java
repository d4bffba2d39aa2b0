package dev.stint.tests.spark;

import dev.stint.tests.spark.SparkRunner.Outcome;
import java.util.ArrayList;
import java.util.List;

/// What became of the queries of a file that Spark answers.
record SparkScore(String file, int alike, int named, int other, int refused) {

  /// How an outcome compares with Spark's.
  enum Grade {
    /// The same rows, in any order, of the same types and names.
    ALIKE,
    /// The same but for names of columns.
    NAMED,
    /// Other rows or types.
    OTHER,
    REFUSED;

    static Grade of(SparkStatement statement, Outcome outcome) {
      return switch (outcome) {
        case Outcome.Refused _ -> REFUSED;
        case Outcome.Answered(var schema, var output) -> {
          boolean isSame =
              lines(output).equals(lines(statement.output()))
                  && types(schema).equals(types(statement.schema()));
          yield isSame ? schema.equals(statement.schema()) ? ALIKE : NAMED : OTHER;
        }
      };
    }

    private static List<String> lines(String rows) {
      return rows.strip().lines().map(String::strip).sorted().toList();
    }

    /// The types of the columns of `struct<a:int,b:decimal(2,1)>`.
    private static List<String> types(String schema) {
      var types = new ArrayList<String>();
      String fields = schema.substring("struct<".length(), schema.length() - 1) + ",";
      int depth = 0;
      int start = 0;
      for (int at = 0; at < fields.length(); at++) {
        char c = fields.charAt(at);
        depth += c == '<' || c == '(' ? 1 : c == '>' || c == ')' ? -1 : 0;
        if (c == ',' && depth <= 0) {
          String field = fields.substring(start, at);
          types.add(field.substring(field.lastIndexOf(':') + 1));
          start = at + 1;
        }
      }
      return types;
    }
  }

  static SparkScore none(String file) {
    return new SparkScore(file, 0, 0, 0, 0);
  }

  SparkScore with(Grade grade) {
    return switch (grade) {
      case ALIKE -> new SparkScore(file, alike + 1, named, other, refused);
      case NAMED -> new SparkScore(file, alike, named + 1, other, refused);
      case OTHER -> new SparkScore(file, alike, named, other + 1, refused);
      case REFUSED -> new SparkScore(file, alike, named, other, refused + 1);
    };
  }

  /// Whether fewer queries are answered alike.
  boolean isWorseThan(SparkScore before) {
    return alike < before.alike || alike + named < before.alike + before.named;
  }

  /// `76.3 %`: how many of the queries are answered alike.
  String share() {
    return "%.1f %%".formatted(100.0 * alike / Math.max(1, answered()));
  }

  private int answered() {
    return alike + named + other + refused;
  }

  /// One line for each file in which Spark answers queries, and their sum.
  static String text(List<SparkScore> scores) {
    var text = new StringBuilder("file answered alike named other refused\n");
    var sum = none("all");
    for (var score : scores) {
      if (score.answered() > 0) {
        text.append(score.line()).append('\n');
        sum =
            new SparkScore(
                "all",
                sum.alike + score.alike,
                sum.named + score.named,
                sum.other + score.other,
                sum.refused + score.refused);
      }
    }
    return text + sum.line() + ' ' + sum.share() + '\n';
  }

  /// As the scoreboard has it: how many queries Spark answers, and what became of them.
  String line() {
    return "%s %d %d %d %d %d".formatted(file, answered(), alike, named, other, refused);
  }

  /// The scores of a scoreboard, without their sum.
  static List<SparkScore> read(String text) {
    return text.lines()
        .skip(1)
        .takeWhile(line -> !line.startsWith("all "))
        .map(
            line -> {
              var parts = line.split(" ", -1);
              return new SparkScore(
                  parts[0],
                  Integer.parseInt(parts[2]),
                  Integer.parseInt(parts[3]),
                  Integer.parseInt(parts[4]),
                  Integer.parseInt(parts[5]));
            })
        .toList();
  }
}
