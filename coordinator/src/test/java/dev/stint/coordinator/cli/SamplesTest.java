package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.console.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SamplesTest {

  private static final int ROWS = 1000;

  @TempDir private Path home;

  private String counted(String sample) {
    var sql =
        "SELECT count(*) AS n, sum(id) AS s FROM (SELECT * FROM range(%d)) TABLESAMPLE %s"
            .formatted(ROWS, sample);
    var outcome = new Cli(home).csv(sql);
    assertThat(outcome.err()).isEmpty();
    return outcome.out().lines().toList().getLast();
  }

  @Test
  void aShareWithASeedIsOfTheSameRowsEachTime() {
    var first = counted("(40 PERCENT) REPEATABLE (1)");

    assertThat(counted("(40 PERCENT) REPEATABLE (1)")).isEqualTo(first);
    assertThat(counted("(40 PERCENT) REPEATABLE (2)")).isNotEqualTo(first);
    // Seven standard deviations from what is expected.
    assertThat(Integer.parseInt(first.split(",", -1)[0])).isBetween(290, 510);
  }

  @Test
  void rowsAreCountedAndNoneOrAllIsAShareToo() {
    assertThat(counted("(7 ROWS)")).startsWith("7,");
    assertThat(counted("(0 PERCENT)")).startsWith("0,");
    assertThat(counted("(100 PERCENT)")).startsWith(ROWS + ",");
  }

  @Test
  void aShareBeyondTheWholeIsRefusedWhereItStands() {
    var outcome =
        new Cli(home).csv("SELECT * FROM range(3) t, (SELECT 1) TABLESAMPLE (140 PERCENT)");

    assertThat(outcome.code()).isEqualTo(ExitCode.USER_ERROR);
    assertThat(outcome.err()).contains("line 1, column", "140 PERCENT");
  }
}
