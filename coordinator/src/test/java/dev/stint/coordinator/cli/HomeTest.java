package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Commands, one after the other, of a user whose catalog and work folder are in `folder`.
abstract class HomeTest {

  @TempDir Path folder = Path.of("");

  Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void openHome() {
    cli = new Cli(folder.resolve("home"));
  }

  /// What a text prints, as CSV, that does not fail.
  String rows(String sql) {
    var outcome = cli.csv(sql);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    return outcome.out();
  }

  /// The message with which a text fails.
  String error(String sql) {
    var outcome = cli.csv(sql);
    assertThat(outcome.code()).isNotZero();
    return outcome.err();
  }
}
