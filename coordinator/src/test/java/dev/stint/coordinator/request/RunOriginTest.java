package dev.stint.coordinator.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.type.Schema;
import java.util.List;
import java.util.Map;
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
    var graph =
        new StageGraph(
            List.of(
                new Stage(
                    0,
                    new Fragment(
                        new ValuesNode(Schema.EMPTY, List.of()),
                        new StageOutput.UnkeyedExchange(),
                        "UTC"),
                    Map.of(),
                    -1)),
            Schema.EMPTY);

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
