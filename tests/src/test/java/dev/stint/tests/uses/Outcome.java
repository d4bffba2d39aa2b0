package dev.stint.tests.uses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.cli.Stint;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a command left.
record Outcome(int exitCode, String output, String errors) {

  static Outcome of(Map<String, String> environment, String... arguments) {
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    int exitCode =
        Stint.run(
            arguments,
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            environment);
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  Outcome succeeded() {
    assertThat(exitCode).describedAs(errors).isZero();
    return this;
  }
}
