package dev.stint.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.run.RunStatus;
import dev.stint.plan.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A function's own disk, its `/tmp`, is full: the run is right, or fails and names the disk.
@EnabledOnOs(value = OS.LINUX, disabledReason = "functions as processes need Linux")
class FullDiskTest {

  private static final int SIZE = 256;
  private static final int PARALLELISM = 2;

  @TempDir Path scratch;

  @Test
  void diskThatFillsUnderWarmFunctionsLeavesTheAnswerRightOrIsNamed() throws IOException {
    try (var disk = SmallDisk.mount(scratch.resolve("tmp"), 64);
        var lake = FaultLake.make(scratch);
        var functions = start(lake, disk)) {
      var graph = lake.plan(FaultJob.JOINED_AND_SORTED);
      var warm = functions.run("warm", graph);
      assertThat(warm.report().failure()).isNull();
      disk.fill();

      var run = functions.run("full", graph);

      if (run.report().status() == RunStatus.SUCCEEDED) {
        assertThat(run.rows()).isEqualTo(warm.rows());
      } else {
        assertNamesTheDisk(run, disk);
      }
      assertThat(lake.remains("full")).filteredOn(path -> !path.contains("/runs/warm/")).isEmpty();
      assertThat(lake.openUploads()).isEmpty();
    }
  }

  @Test
  void diskWithoutRoomForTheFunctionsLibrariesIsNamed() throws IOException {
    try (var disk = SmallDisk.mount(scratch.resolve("tmp"), 1);
        var lake = FaultLake.make(scratch);
        var functions = start(lake, disk)) {
      disk.fill();

      var run = functions.run("cold", lake.plan(FaultJob.SUMS));

      assertNamesTheDisk(run, disk);
      assertThat(run.rows()).isEmpty();
      assertThat(lake.remains("cold")).isEmpty();
    }
  }

  private FunctionsHere start(FaultLake lake, SmallDisk disk) {
    return FunctionsHere.start(
        lake.settings(),
        scratch.resolve("cache"),
        PARALLELISM,
        List.of(SIZE),
        List.of("-Djava.io.tmpdir=" + disk.folder()));
  }

  private static void assertNamesTheDisk(FunctionsHere.Run run, SmallDisk disk) {
    var failure = run.report().failure();
    assertThat(failure).isNotNull();
    assertThat(failure.message()).contains("disk at " + disk.folder(), "No space left on device");
    assertThat(failure.kind()).as(failure.message()).isEqualTo(FailureKind.RESOURCE);
  }
}
