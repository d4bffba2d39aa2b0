package dev.stint.coordinator.shell;

/// Reads what a user types, or what a file holds.
interface ShellSource extends AutoCloseable {

  /// Waits for the next input.
  ShellInput next();

  /// Whether a person is there: then an error is told and the shell goes on, and else it ends.
  boolean isInteractive();

  /// Runs `action`; meanwhile Ctrl-C calls `onInterrupt`, on another thread, where this source has
  /// a terminal.
  void interruptibly(Runnable action, Runnable onInterrupt);

  @Override
  void close();
}
