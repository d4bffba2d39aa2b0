package dev.stint.coordinator.shell;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A line that is meant for the shell and not for SQL: `\name argument`, or `quit` and `exit` as in
/// Spark's shell. `argument` is stripped and may be empty.
public record ShellCommandLine(Command command, String argument) {

  /// What a shell can be told. `usage` is its line of the help.
  public enum Command {
    HELP("?", "", "this help"),
    QUIT("q", "", "leave the shell, like quit, exit or Ctrl-D"),
    TABLE("table", "NAME=PATH[,KEY=VALUE...]", "name a table, as --table does"),
    TABLES("tables", "", "the tables that have names"),
    DESCRIBE("d", "TABLE", "the columns of a table"),
    FORMAT("format", "table|csv|json", "how results are printed"),
    TIMING("timing", "on|off", "whether the report of each run is shown"),
    INCLUDE("i", "FILE", "run the statements of a file");

    private final String word;
    private final String parameter;
    private final String meaning;

    Command(String word, String parameter, String meaning) {
      this.word = word;
      this.parameter = parameter;
      this.meaning = meaning;
    }

    /// What the user types, with the backslash.
    public String word() {
      return "\\" + word;
    }

    /// The same with its parameter.
    public String usage() {
      return parameter.isEmpty() ? word() : word() + " " + parameter;
    }

    public String meaning() {
      return meaning;
    }
  }

  /// Whether a text is such a line, known or not: SQL never begins like this.
  static boolean isIn(String text) {
    var line = text.strip();
    return line.startsWith("\\") || isQuit(line);
  }

  /// Reads a line for which [#isIn] holds; empty when no command has that name.
  static Optional<ShellCommandLine> parse(String text) {
    var line = text.strip();
    if (isQuit(line)) {
      return Optional.of(new ShellCommandLine(Command.QUIT, ""));
    }
    var parts = line.substring(1).split("\\s+", 2);
    var argument = parts.length > 1 ? parts[1].strip() : "";
    return Arrays.stream(Command.values())
        .filter(command -> command.word.equals(parts[0]))
        .findFirst()
        .map(command -> new ShellCommandLine(command, argument));
  }

  private static boolean isQuit(String line) {
    return line.toLowerCase(Locale.ROOT).matches("(quit|exit)\\s*;?");
  }
}
