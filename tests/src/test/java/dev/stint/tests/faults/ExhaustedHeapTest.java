package dev.stint.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.plan.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What does not fit into a function's heap is done by a larger function.
@EnabledOnOs(value = OS.LINUX, disabledReason = "functions as processes need Linux")
class ExhaustedHeapTest {

  private static final int SMALL = 128;

  /// One text of 48 million characters or more, which a heap of 102 MB cannot hold twice.
  private static final String HUNGRY =
      "SELECT kind, length(repeat(label, 8000000)) = 8000000 * length(label) AS is_whole"
          + " FROM kinds WHERE kind = 12";

  @TempDir Path scratch;

  @Test
  void largerFunctionDoesWhatExhaustedTheHeapOfASmallOne() throws IOException {
    try (var lake = FaultLake.make(scratch);
        var functions =
            FunctionsHere.start(
                lake.settings(), scratch.resolve("cache"), 2, List.of(SMALL, 256, 512, 1024))) {

      var run = functions.run("hungry", lake.plan(HUNGRY));

      assertThat(run.report().failure()).isNull();
      assertThat(run.rows()).containsExactly("[12, true]");
      assertThat(run.events())
          .anySatisfy(
              event ->
                  assertThat(event)
                      .isInstanceOfSatisfying(
                          RunEvent.AttemptFailed.class,
                          failed ->
                              assertThat(failed.failure().kind()).isEqualTo(FailureKind.RESOURCE)));
      assertThat(run.events())
          .anySatisfy(
              event ->
                  assertThat(event)
                      .isInstanceOfSatisfying(
                          RunEvent.AttemptStarted.class,
                          started ->
                              assertThat(started.functionMemoryBytes())
                                  .isGreaterThan((long) SMALL << 20)));
      assertThat(lake.remains("hungry")).isEmpty();
    }
  }
}
