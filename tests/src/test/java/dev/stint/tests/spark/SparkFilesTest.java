package dev.stint.tests.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Spark's own files of SQL: how many of the queries that Spark answers Stint answers alike. The
/// scoreboard may only rise; `-Dgolden=update` writes it anew. A query that Stint answers otherwise
/// must be listed in `differences.txt` with its reason: a file and the number of the query, or `*`
/// for all of it. `-Dspark.differences=<file>` writes the queries that are not answered alike;
/// `-Dspark.files=<part of a name>` runs a few files.
class SparkFilesTest {

  private static final Path SCOREBOARD = Path.of("src/test/resources/spark/scoreboard.txt");
  private static final String DIFFERENCES = System.getProperty("spark.differences", "");

  private static final String FILES = System.getProperty("spark.files", "");
  private static final Path KNOWN = Path.of("src/test/resources/spark/differences.txt");

  @TempDir Path folder;

  @Test
  void noFileScoresLessThanBefore() throws IOException {
    var differences = new ArrayList<String>();
    var others = new TreeSet<String>();
    var scores = new ArrayList<SparkScore>();
    var parts = new SparkParts();
    try (var runner = new SparkRunner(folder)) {
      for (var file : files()) {
        scores.add(score(runner, file, differences, others, parts));
      }
    }
    if (!DIFFERENCES.isEmpty()) {
      Files.write(Path.of(DIFFERENCES), differences);
    }
    if ("update".equals(System.getProperty("golden")) && FILES.isEmpty()) {
      Files.writeString(SCOREBOARD, SparkScore.text(scores) + parts.text());
    }

    var before =
        SparkScore.read(Files.readString(SCOREBOARD)).stream()
            .filter(score -> score.file().contains(FILES))
            .toList();
    assertThat(unlisted(others))
        .as("answers that differ from Spark's and are not listed")
        .isEmpty();
    assertThat(losses(scores, before)).isEmpty();
  }

  private static List<SparkFile> files() {
    return SparkFile.all().stream().filter(file -> file.name().contains(FILES)).toList();
  }

  /// The queries answered otherwise that no line names.
  private static List<String> unlisted(Collection<String> others) throws IOException {
    var known = new HashSet<String>();
    for (String line : Files.readAllLines(KNOWN)) {
      var parts = line.split(" ", 3);
      if (!line.startsWith("#") && !line.isBlank()) {
        assertThat(parts).as("file, query and reason: " + line).hasSize(3);
        known.add(parts[0] + " " + parts[1]);
      }
    }
    return others.stream()
        .filter(query -> !known.contains(query))
        .filter(query -> !known.contains(query.substring(0, query.indexOf(' ')) + " *"))
        .toList();
  }

  private static List<String> losses(List<SparkScore> now, List<SparkScore> before) {
    var losses = new ArrayList<String>();
    for (var old : before) {
      var score = now.stream().filter(one -> one.file().equals(old.file())).findFirst();
      if (score.isEmpty() || score.get().isWorseThan(old)) {
        losses.add(old + " became " + score.orElse(null));
      }
    }
    return losses;
  }

  private static SparkScore score(
      SparkRunner runner,
      SparkFile file,
      List<String> differences,
      Set<String> others,
      SparkParts parts) {
    var definitions = new SparkDefinitions(runner);
    file.settings().forEach(setting -> definitions.apply("SET " + setting));
    var score = SparkScore.none(file.name());
    var outside = new Outside(file.name());
    int number = 0;
    for (var statement : file.statements()) {
      number++;
      if (statement.isAnswered()) {
        var outcome = runner.run(statement.sql(), definitions);
        var grade = SparkScore.Grade.of(statement, outcome);
        score = score.with(grade);
        var kind = outside.kind(statement.sql(), SparkRunner.reason(outcome));
        parts.add(kind, grade);
        if (grade == SparkScore.Grade.OTHER) {
          others.add(file.name() + " " + number);
        }
        if (grade != SparkScore.Grade.ALIKE) {
          differences.add(
              "%s %s #%d %s: %s%n  Spark: %s%n  %s"
                  .formatted(
                      grade,
                      file.name(),
                      number,
                      kind.map(Enum::name).orElse("FLAT"),
                      statement.sql(),
                      statement,
                      outcome));
        }
        outside.define(statement.sql());
      } else if (!statement.isFailed()) {
        outside.define(statement.sql());
        definitions.apply(statement.sql());
      }
    }
    return score;
  }
}
