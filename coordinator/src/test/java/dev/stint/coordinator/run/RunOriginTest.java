package dev.stint.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunOriginTest {

  @Test
  void theOnlyStatementsRunHasTheIdOfTheJob() {
    assertThat(new RunOrigin("1a2b3c4d", "daily", 0, 1, "cli").runId()).isEqualTo("1a2b3c4d");
  }

  @Test
  void otherRunsAreNumberedFromOne() {
    assertThat(new RunOrigin("1a2b3c4d", null, 0, 2, "cli").runId()).isEqualTo("1a2b3c4d-1");
    assertThat(new RunOrigin("1a2b3c4d", null, 1, 2, "cli").runId()).isEqualTo("1a2b3c4d-2");
  }

  @Test
  void theLongestRunIdIsOne() {
    var origin = new RunOrigin("x".repeat(56), "daily", 999_998, 999_999, "cli");
    var settings = RunSettings.of("s3://work", 1, 1L << 30);
    var graph = Graphs.graph(Graphs.scan(0, 1, Graphs.UNKEYED));

    assertThat(new RunRequest(origin.runId(), graph, settings, origin).origin()).isEqualTo(origin);
  }

  @Test
  void whatIsNoOriginIsRefused() {
    refuses("", 0, 1, "cli", "not the id of a job, 1 to 56 letters and digits: ''");
    refuses("a-1", 0, 1, "cli", "not the id of a job, 1 to 56 letters and digits: 'a-1'");
    refuses("a", 1, 1, "cli", "statement 1 of 1");
    refuses("a", -1, 1, "cli", "statement -1 of 1");
    refuses("a", 0, 1, " ", "no trigger");
  }

  private static void refuses(
      String jobId, int statement, int statements, String trigger, String message) {
    assertThatThrownBy(() -> new RunOrigin(jobId, null, statement, statements, trigger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
