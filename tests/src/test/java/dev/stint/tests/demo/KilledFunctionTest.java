package dev.stint.tests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.tests.cli.Cli;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo's job survives the death of a function's process with the same answer.
class KilledFunctionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void killedProcessChangesNothingOfTheAnswer() {
    var expected = demo("threads");

    var run = CompletableFuture.supplyAsync(() -> demo("processes"));
    var victim = awaitBusyFunction(run);
    victim.destroyForcibly();
    var outcome = run.join();

    assertThat(expected.answer().difference(outcome.answer(), true)).isNull();
    assertThat(outcome.errors()).contains("is tried again");
    assertThat(functions()).isEmpty();
  }

  private Cli.Outcome demo(String functions) {
    return Cli.run(
        "demo",
        "--rows",
        "400000",
        "--data-dir",
        folder.toString(),
        "--functions",
        functions,
        "--format",
        "json");
  }

  /// A function's process that has burnt more processor time than its start takes.
  private static ProcessHandle awaitBusyFunction(CompletableFuture<?> run) {
    var deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline) && !run.isDone()) {
      var busy = busyFunction();
      if (busy.isPresent()) {
        return busy.get();
      }
      LockSupport.parkNanos(10_000_000);
    }
    throw new AssertionError("no function's process was seen at work");
  }

  private static Optional<ProcessHandle> busyFunction() {
    return functions().stream()
        .filter(
            process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() > 2500)
        .findFirst();
  }

  /// This process starts no other Java.
  private static List<ProcessHandle> functions() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .toList();
  }
}
