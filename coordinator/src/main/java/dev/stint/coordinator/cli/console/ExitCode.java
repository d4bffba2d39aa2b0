package dev.stint.coordinator.cli.console;

import dev.stint.plan.failure.FailureKind;

/// What `stint` ends with. They are documented: scripts rely on them.
public final class ExitCode {

  public static final int OK = 0;

  /// The user has something to mend: usage, SQL, files, permissions, limits.
  public static final int USER_ERROR = 1;

  /// The run failed though nothing was wrong with it: out of memory, a store out of reach.
  public static final int FAILED_RUN = 2;

  /// A bug of Stint's.
  public static final int INTERNAL = 3;

  /// Ended by Ctrl-C, as shells count it.
  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  public static int of(FailureKind kind) {
    return switch (kind) {
      case USER -> USER_ERROR;
      case TRANSIENT, RESOURCE -> FAILED_RUN;
      case INTERNAL -> INTERNAL;
    };
  }
}
