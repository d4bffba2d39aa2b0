package dev.stint.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.run.RunStatus;
import dev.stint.plan.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Functions whose disk runs full say so, after larger ones were tried, and leave nothing.
@EnabledOnOs(value = OS.LINUX, disabledReason = "functions as processes need Linux")
class FullDiskTest {

  /// Some 200 MB of text to be sorted, where operators have 64 MB in the smaller function.
  private static final String LARGE =
      "SELECT id, repeat(name, 250) AS text FROM events ORDER BY text";

  @TempDir Path scratch;

  @Test
  void whatDoesNotFitTheDiskEndsTheRunWithTheReasonAndLeavesNothing()
      throws IOException, InterruptedException {
    var disk = Files.createDirectory(scratch.resolve("disk"));
    assumeTrue(mount(disk), "needs to mount a file system of 1 MB, which takes root");
    var options = new ArrayList<>(CoordinatorProcess.QUICK_START);
    options.add("-Djava.io.tmpdir=" + disk);
    try (var lake = FaultLake.make(scratch);
        var functions =
            FunctionsHere.start(
                lake.settings(), scratch.resolve("cache"), 2, List.of(128, 192), options)) {

      var run = functions.run("large", lake.plan(LARGE));

      assertThat(run.report().status()).isEqualTo(RunStatus.FAILED);
      assertThat(run.report().failure().kind()).isEqualTo(FailureKind.RESOURCE);
      assertThat(run.report().failure().message())
          .contains("192 MiB, the largest allowed", "filled the function's disk at " + disk);
      assertThat(run.events())
          .anySatisfy(
              event ->
                  assertThat(event)
                      .isInstanceOfSatisfying(
                          RunEvent.AttemptStarted.class,
                          started ->
                              assertThat(started.functionMemoryBytes()).isEqualTo(192L << 20)));
      assertThat(lake.remains("large")).isEmpty();
      assertThat(lake.openUploads()).isEmpty();
      try (var left = Files.list(disk)) {
        assertThat(left).isEmpty();
      }
    } finally {
      run("umount", disk.toString());
    }
  }

  private static boolean mount(Path disk) throws InterruptedException {
    return run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }
}
