package dev.stint.coordinator.aws.embedded;

/// What Lambda answers when a process ended instead of answering.
final class FunctionExit {

  private static final int SIGNAL_BASE = 128;

  private FunctionExit() {}

  static FunctionAnswer answer(
      FunctionDefinition function, FunctionProcess process, FunctionCall call, int status) {
    String log = process.output.text();
    byte[] initError = process.initError;
    if (initError != null) {
      return FunctionAnswer.reported(initError, log);
    }
    if (process.isTimedOut) {
      double seconds = function.timeout().toMillis() / 1000.0;
      return FunctionAnswer.error(
          "Sandbox.Timedout",
          "RequestId: %s Error: Task timed out after %.2f seconds".formatted(call.id, seconds),
          log);
    }
    return FunctionAnswer.error(
        "Runtime.ExitError",
        "RequestId: %s Error: Runtime exited with error: %s".formatted(call.id, reason(status)),
        log);
  }

  private static String reason(int status) {
    return switch (status) {
      case SIGNAL_BASE + 9 -> "signal: killed";
      case SIGNAL_BASE + 15 -> "signal: terminated";
      case SIGNAL_BASE + 6 -> "signal: aborted";
      case SIGNAL_BASE + 11 -> "signal: segmentation fault";
      default -> "exit status " + status;
    };
  }
}
