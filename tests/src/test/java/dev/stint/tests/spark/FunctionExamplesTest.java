package dev.stint.tests.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.sql.analyze.FunctionDocs;
import dev.stint.sql.function.FunctionDoc;
import dev.stint.tests.spark.SparkRunner.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples in the docs of the functions, run.
class FunctionExamplesTest {

  @TempDir Path folder;

  @Test
  void everyExampleGivesWhatTheDocsSay() {
    var wrong = new ArrayList<String>();
    try (var runner = new SparkRunner(folder)) {
      FunctionDocs.sections().values().stream()
          .flatMap(List::stream)
          .forEach(doc -> check(runner, doc, wrong));
    }

    assertThat(wrong).isEmpty();
  }

  private static void check(SparkRunner runner, FunctionDoc doc, List<String> wrong) {
    var outcome = runner.run("SELECT " + doc.example(), new SparkDefinitions(runner));
    boolean isAlike =
        outcome instanceof Outcome.Answered(_, var output) && output.equals(doc.result());
    if (!isAlike) {
      wrong.add(doc.example() + " should give " + doc.result() + ": " + outcome);
    }
  }
}
