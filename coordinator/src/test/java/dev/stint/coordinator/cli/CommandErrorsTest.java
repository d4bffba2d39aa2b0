package dev.stint.coordinator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.job.JobException;
import dev.stint.coordinator.cli.console.CommandErrors;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What a command ends with that fails, and what it says.
class CommandErrorsTest {

  @TempDir private Path folder;

  @Command(name = "fail")
  private record Failing(Exception failure) implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  @ParameterizedTest
  @CsvSource({"USER, 1", "TRANSIENT, 2", "RESOURCE, 2", "INTERNAL, 3"})
  void eachKindOfFailureHasItsExitCode(FailureKind kind, int code) {
    assertThat(run(failure(kind))).isEqualTo(new Cli.Outcome(code, "", "error: what went wrong\n"));
  }

  @Test
  void wrongJobFilesAreTheUsersError() {
    assertThat(run(new JobException("a.yaml:1:1: no")).code()).isEqualTo(ExitCode.USER_ERROR);
  }

  @Test
  void whatNobodyExpectedIsABugAndSaysSo() {
    var outcome = run(new IllegalStateException("lost"));

    assertThat(outcome.code()).isEqualTo(ExitCode.INTERNAL);
    assertThat(outcome.err())
        .startsWith("error: a bug in Stint: java.lang.IllegalStateException: lost at ")
        .endsWith("Run again with --debug for the whole stack trace.\n")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({"USER", "TRANSIENT", "RESOURCE", "INTERNAL"})
  void stackTracesNeedDebug(FailureKind kind) {
    assertThat(run(failure(kind)).err()).doesNotContain("\tat ");
    assertThat(run(failure(kind), "--debug").err()).contains("\tat ");
    assertThat(run(new IllegalStateException("lost"), "--debug").err()).contains("\tat ");
  }

  @Test
  void aRunThatFailsOfMemoryIsNobodysError() {
    var outcome = new Cli(folder).run("sql", "-q", "SELECT repeat('x', 2000000000) AS a");

    assertThat(outcome.code()).isEqualTo(ExitCode.FAILED_RUN);
    assertThat(outcome.err()).startsWith("error: ").doesNotContain("\tat ");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void theTraceOfAFailedAttemptNeedsDebugToo() {
    var sql = "SELECT 1 / (id - 1) FROM (VALUES (1)) AS t(id)";

    assertThat(new Cli(folder).run("sql", "-q", sql).err())
        .startsWith("error: [DIVIDE_BY_ZERO]")
        .doesNotContain("\tat ");
    assertThat(new Cli(folder).run("sql", "-q", "--debug", sql).err())
        .startsWith("error: [DIVIDE_BY_ZERO]")
        .contains("\tat ");
  }

  private static StintException failure(FailureKind kind) {
    var message = "what went wrong";
    return switch (kind) {
      case USER -> StintException.user(message);
      case TRANSIENT -> StintException.transientFailure(message, new IOException());
      case RESOURCE -> StintException.resource(message);
      case INTERNAL -> StintException.internal(message, null);
    };
  }

  private static Cli.Outcome run(Exception failure, String... arguments) {
    return Cli.capture(
        0,
        Map.of(),
        console ->
            new CommandLine(new Failing(failure))
                .setUnmatchedArgumentsAllowed(true)
                .setExecutionExceptionHandler(new CommandErrors(console))
                .execute(arguments));
  }
}
