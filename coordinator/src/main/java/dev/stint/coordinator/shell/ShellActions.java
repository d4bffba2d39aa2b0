package dev.stint.coordinator.shell;

/// What a shell's statements and commands do. Failures are told to the user by these methods, which
/// then give `false`; none of them throws for what a user can mend.
public interface ShellActions {

  /// Runs one statement, without its `;`, to its end.
  boolean run(String sql);

  /// Carries out a command, other than those that the shell itself knows: HELP, QUIT and INCLUDE.
  boolean command(ShellCommandLine line);

  /// Ends the statement that runs, if there is one. Any thread may call this.
  void cancel();

  /// Prints a line that is no result.
  void say(String line);

  /// Prints what is wrong.
  void error(String message);
}
