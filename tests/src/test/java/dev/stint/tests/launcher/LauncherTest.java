package dev.stint.tests.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./stint` of a clone, where no JDK is to be found.
final class LauncherTest {

  private static final String JDK_25 = "JAVA_VERSION=\"25.0.4\"\n";

  @TempDir private Path folder;
  @TempDir private Path cloneFolder;
  @TempDir private Path mirrorFolder;

  private BareMachine machine;

  @BeforeEach
  void findMachine() {
    machine = new BareMachine(folder);
  }

  @Test
  void withoutAJdkItSaysWhatToInstallOnEachSystem() {
    var clone = Clone.in(cloneFolder).withJdks("0");

    var outcome = machine.run(Map.of(), clone.launcher(), "sql", "SELECT 1");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output())
        .startsWith("stint: no JDK 25 found.")
        .contains("Debian, Ubuntu", "Fedora", "Amazon Linux", "macOS", "STINT_FETCH_JDK=yes");
  }

  @Test
  void aJdkIsFetchedOnceWhenTheUserWantsIt() {
    try (var mirror = new JdkMirror(mirrorFolder, JDK_25)) {
      var clone = Clone.in(cloneFolder).withJdks(mirror.sha256());
      var wanting = Map.of("STINT_FETCH_JDK", "yes", "STINT_JDK_MIRROR", mirror.address());

      var first = machine.run(wanting, clone.launcher(), "sql", "SELECT 1");
      var second = machine.run(Map.of(), clone.launcher(), "sql", "SELECT 2");

      assertThat(first.output()).contains("Fetched Temurin 25", "a fetched java: ");
      assertThat(first.output()).endsWith("dev.stint.coordinator.cli.Stint sql SELECT 1\n");
      assertThat(second.output()).endsWith("dev.stint.coordinator.cli.Stint sql SELECT 2\n");
      assertThat(mirror.requests()).hasSize(1);
      assertThat(mirror.requests().getFirst()).contains("OpenJDK25U-jdk_").endsWith(".tar.gz");
    }
  }

  @Test
  void aFileOfAnotherSumIsNotUnpacked() {
    try (var mirror = new JdkMirror(mirrorFolder, JDK_25)) {
      var clone = Clone.in(cloneFolder).withJdks("0123");

      var outcome = fetch(clone, mirror.address());

      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.output()).contains("is not what it should be: its SHA-256 is not 0123");
      assertThat(machine.home().resolve(".stint")).isEmptyDirectory();
    }
  }

  @Test
  void anotherJavaIsRefused() {
    try (var mirror = new JdkMirror(mirrorFolder, "JAVA_VERSION=\"21.0.1\"\n")) {
      var clone = Clone.in(cloneFolder).withJdks(mirror.sha256());

      var outcome = fetch(clone, mirror.address());

      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.output()).contains("holds no JDK 25", "Debian, Ubuntu");
      assertThat(machine.home().resolve(".stint")).isEmptyDirectory();
    }
  }

  @Test
  void withoutANetworkItSaysWhatItCouldNotFetch() {
    var clone = Clone.in(cloneFolder).withJdks("0");

    // Nothing listens at the port that is reserved for TCP's multiplexer.
    var outcome = fetch(clone, "http://127.0.0.1:1");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output()).contains("cannot fetch http://127.0.0.1:1/", "macOS");
    assertThat(machine.home().resolve(".stint")).isEmptyDirectory();
  }

  private BareMachine.Outcome fetch(Clone clone, String mirror) {
    return machine.run(
        Map.of("STINT_FETCH_JDK", "yes", "STINT_JDK_MIRROR", mirror),
        clone.launcher(),
        "--version");
  }
}
