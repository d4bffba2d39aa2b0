package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  @TempDir private Path folder;

  @Test
  void theSecondRunUsesTheFirstOnesTripsAndGivesTheSameAnswer() throws IOException {
    var cli = new Cli(folder);
    var first = cli.run("demo", "--rows", "20000", "--format", "csv");
    var second = cli.run("demo", "--rows", "20000", "--format", "csv");

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err())
        .contains("Generated and uploaded 20,000 taxi trips in s3://stint-demo")
        .contains("wrote ")
        .contains("At AWS's prices this costs $")
        .contains("stint run " + folder.resolve("demo/taxi.yaml"))
        .containsPattern("stint ui .*--open [0-9a-f]{8}-1\\n$");
    assertThat(first.out()).startsWith("borough,hour,trips,revenue,mph\nManhattan,0,");
    assertThat(second.err()).contains("Using 20,000 taxi trips");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(filesBelow(folder.resolve("s3/stint-work/runs")))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file.getParent().getFileName()).hasToString("journal"));
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void itsJobRunsByItself() {
    var cli = new Cli(folder);
    var demo = cli.run("demo", "-q", "--rows", "5000", "--format", "csv");
    var job = cli.run("run", "-q", "--format", "csv", folder.resolve("demo/taxi.yaml").toString());

    assertThat(job).isEqualTo(new Cli.Outcome(0, demo.out(), ""));
  }
}
