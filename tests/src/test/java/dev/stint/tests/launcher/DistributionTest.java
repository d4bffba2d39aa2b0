package dev.stint.tests.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What users download: made, unpacked elsewhere, and used where there is no Java.
final class DistributionTest {

  private static final Path ZIP = Clone.ROOT.resolve("coordinator/target/stint-coordinator.zip");

  @TempDir private Path made;
  @TempDir private Path unpacked;

  @Test
  void theDemoRunsFromTheArchiveWithoutAJdkMavenOrNode() throws Exception {
    assumeTrue(Files.isRegularFile(ZIP), "skipped: functions' zips are made by 'mvn verify'");
    make();
    var machine = new BareMachine(unpacked);

    var outcome =
        machine.run(
            Map.of(), launcher().toString(), "demo", "--rows", "10000", "--functions", "processes");

    assertThat(outcome.output()).contains("succeeded", "Manhattan").doesNotContain("Built");
    assertThat(outcome.exitCode()).isZero();
  }

  private void make() throws IOException, InterruptedException {
    var log = made.resolve("made.log").toFile();
    var maker =
        new ProcessBuilder(
            Clone.ROOT.resolve("coordinator/src/dist/distribution.sh").toString(),
            Clone.ROOT.toString(),
            "test",
            made.toString());
    maker.environment().put("JAVA_HOME", System.getProperty("java.home"));
    int code = maker.redirectErrorStream(true).redirectOutput(log).start().waitFor();
    assertThat(code).describedAs(Files.readString(log.toPath())).isZero();
  }

  private Path launcher() throws IOException, InterruptedException {
    Path archive;
    try (var files = Files.newDirectoryStream(made, "stint-test-*.tar.gz")) {
      archive = files.iterator().next();
    }
    int code =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", unpacked.toString())
            .start()
            .waitFor();
    assertThat(code).isZero();
    var name = archive.getFileName().toString().replace(".tar.gz", "");
    return unpacked.resolve(name).resolve("stint");
  }
}
