package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  @TempDir private Path folder;

  private Cli cli = new Cli(Path.of(""));
  private String table = "";

  @BeforeEach
  void writeTrips() throws IOException {
    cli = new Cli(folder.resolve("home"));
    var file = folder.resolve("trips.csv");
    table = "trips=" + Files.writeString(file, "id,city\n1,Oslo\n2,Rome\n3,Oslo\n");
  }

  @Test
  void costIsPrintedWithItsReasonsAndNothingRuns() {
    var outcome =
        cli.run("explain", "--cost", "--table", table, "SELECT city, 1 / 0 FROM trips ORDER BY 1");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith("stage  tasks  rows in  rows out")
        .contains("At AWS's prices this is estimated to cost $")
        .contains("It is expected to take ")
        .contains("Why:\n")
        .contains("  stage 0 scans 29 B of trips in 1 task: ")
        .contains("  1 function has to start: 0.50 s until the code is loaded and compiled\n");
  }

  @Test
  void analyzeRunsTheStatementAndLeavesItsResultOut() {
    var outcome =
        cli.run(
            "explain",
            "--quiet",
            "--analyze",
            "--table",
            table,
            "SELECT city, count(*) n FROM trips GROUP BY city");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith("Stage 0 (about ")
        .containsPattern("real +1 +3 +2 +29 B ")
        .contains("  estimated ")
        .contains("Estimated $")
        .doesNotContain("Oslo");
  }

  @Test
  void whatFailsIsAnalyzedAsFarAsItCame() {
    var outcome =
        cli.run("explain", "-q", "--analyze", "--table", table, "SELECT 1 / (id - 2) FROM trips");

    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(outcome.out()).startsWith("Stage 0").contains("1 attempt failed, of 1");
    assertThat(outcome.err()).startsWith("error: ").containsIgnoringCase("zero");
  }

  @Test
  void costAndAnalyzeExcludeEachOther() {
    var outcome = cli.run("explain", "--cost", "--analyze", "SELECT 1");

    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            "error: --cost and --analyze: give one of them; --analyze shows the estimate too, but"
                + " runs the statement\n");
  }

  @Test
  void otherCommandsHaveNoCost() {
    var outcome = cli.run("sql", "--cost", "SELECT 1");

    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(outcome.err()).startsWith("error: Unknown option: '--cost'");
  }
}
