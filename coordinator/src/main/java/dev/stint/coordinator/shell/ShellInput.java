package dev.stint.coordinator.shell;

/// Where a shell's text comes from.
sealed interface ShellInput {

  /// Text: whole statements with their `;`, or a command of the shell.
  record Text(String value) implements ShellInput {}

  /// What had been typed was given up.
  record Discarded() implements ShellInput {}

  /// There will be no more. `rest` is a statement that has no `;`, or blank.
  record End(String rest) implements ShellInput {}
}
