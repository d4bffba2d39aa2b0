package dev.stint.coordinator.cli;

import dev.stint.coordinator.cli.console.Cancellation;
import dev.stint.coordinator.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// Runs commands in this process, with a home of their own and what they print kept.
record Cli(Path home, int errColumns) {

  /// Not at a terminal.
  Cli(Path home) {
    this(home, 0);
  }

  /// What a command left.
  record Outcome(int code, String out, String err) {}

  Outcome run(String... arguments) {
    return capture(
        errColumns,
        Map.of("STINT_HOME", home.toString()),
        console -> Stint.run(arguments, console));
  }

  /// `stint sql` that prints CSV and nothing else.
  Outcome csv(String... arguments) {
    var all = Stream.concat(Stream.of("sql", "-q", "--format", "csv"), Stream.of(arguments));
    return run(all.toArray(String[]::new));
  }

  /// What a command does that is given a console and gives an exit code.
  static Outcome capture(
      int errColumns, Map<String, String> environment, ToIntFunction<Console> command) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            errColumns,
            "stint",
            new Cancellation(),
            environment);
    int code = command.applyAsInt(console);
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
