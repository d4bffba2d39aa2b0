package dev.stint.coordinator.cli.console;

import dev.stint.config.job.JobException;
import dev.stint.plan.failure.StintException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Says what made a command fail: its message for what is expected to go wrong, a plea for a report
/// for what is not. Stack traces only with `--debug`.
public final class CommandErrors implements IExecutionExceptionHandler {

  private final Console console;

  public CommandErrors(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine line, ParseResult parseResult) {
    boolean isDebug = parseResult.originalArgs().contains("--debug");
    console.out().flush();
    int code =
        console.cancellation().isRequested() ? cancelled() : report(console, failure, isDebug);
    if (isDebug) {
      failure.printStackTrace(console.err());
    }
    console.err().flush();
    return code;
  }

  /// What fails because the process is ending says nothing.
  private int cancelled() {
    error(console, "cancelled; nothing was written");
    return ExitCode.INTERRUPTED;
  }

  /// Says what made a command fail; gives its exit code.
  public static int report(Console console, Exception failure, boolean isDebug) {
    return switch (failure) {
      case StintException expected -> {
        error(console, expected.getMessage());
        yield ExitCode.of(expected.kind());
      }
      case JobException expected -> {
        error(console, expected.getMessage());
        yield ExitCode.USER_ERROR;
      }
      default -> {
        error(console, internal(failure, isDebug));
        yield ExitCode.INTERNAL;
      }
    };
  }

  private static String internal(Exception failure, boolean isDebug) {
    var place = Arrays.stream(failure.getStackTrace()).findFirst();
    var text = "a bug in Stint: " + failure + place.map(at -> " at " + at).orElse("");
    return isDebug ? text : text + "\nRun again with --debug for the whole stack trace.";
  }

  public static void error(Console console, @org.jspecify.annotations.Nullable String message) {
    console.err().println("error: " + message);
  }
}
