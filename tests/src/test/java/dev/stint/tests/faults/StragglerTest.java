package dev.stint.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.event.RunEvent.AttemptSucceeded;
import dev.stint.coordinator.event.RunEvent.Standing;
import dev.stint.tests.faults.FunctionsHere.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// One function that hangs, or takes ten times as long, does not hold up a run: a second attempt
/// overtakes it, which is told by the run's log and by its end, not by a clock: how soon that is
/// the simulator's tests say. Tasks wait for S3 rather than compute.
///
/// `-Dstint.record=FOLDER` copies the log of the run with a stopped function there, for tests of
/// pages.
@EnabledOnOs(value = OS.LINUX, disabledReason = "functions as processes need Linux")
class StragglerTest {

  private static final int FILES = 32;
  private static final int PARALLELISM = 4;

  /// In the second half, when enough is known about how long tasks take.
  private static final String SLOW_FILE = "many/13.parquet";

  private static final Duration USUAL_WAIT = Duration.ofMillis(400);
  private static final String SQL =
      "SELECT kind, count(*), sum(id) FROM many GROUP BY kind ORDER BY kind";

  @TempDir static Path scratch;

  private static FaultLake lake;
  private static FaultyS3Proxy proxy;
  private static FunctionsHere functions;
  private static Run usual;
  private static int versions;

  @BeforeAll
  static void runWithoutStraggler() throws IOException {
    lake = FaultLake.make(scratch);
    proxy = FaultyS3Proxy.start(lake.settings());
    functions =
        FunctionsHere.start(proxy.settings(), scratch.resolve("cache"), PARALLELISM, List.of(512));
    proxy.use(RequestFaults.NONE, new Slow(null));
    usual = run("usual");
  }

  /// Over new files: what a process has read before it would not ask S3 for.
  private static Run run(String id) throws IOException {
    lake.addMany(FILES, versions++, scratch);
    return functions.run(id, lake.plan(SQL));
  }

  @Test
  void stoppedFunctionIsOvertaken() throws IOException {
    var stopped = new AtomicReference<@Nullable ProcessHandle>();
    proxy.use(
        RequestFaults.NONE,
        new Slow(
            owner -> {
              if (stopped.compareAndSet(null, owner)) {
                ProcessTable.stop(owner);
              }
              return USUAL_WAIT;
            }));

    var run = run("stopped");

    var victim = Objects.requireNonNull(stopped.get(), "no function read the slow file");
    ProcessTable.resume(victim);
    victim.destroyForcibly();
    var record = System.getProperty("stint.record");
    if (record != null) {
      lake.copyLog("stopped", Path.of(record));
    }
    requireOvertaken(run);
  }

  @Test
  void tenfoldSlowFunctionIsOvertaken() throws IOException {
    var slow = new AtomicReference<@Nullable ProcessHandle>();
    var tenfold = slowestUsed(usual).multipliedBy(10);
    proxy.use(
        RequestFaults.NONE,
        new Slow(
            owner -> {
              slow.compareAndSet(null, owner);
              return owner.equals(slow.get()) ? tenfold : USUAL_WAIT;
            }));

    var run = run("slow");

    assertThat(slow.get()).isNotNull();
    requireOvertaken(run);
  }

  private static void requireOvertaken(Run run) {
    assertThat(run.report().failure()).isNull();
    assertThat(run.rows()).isNotEmpty().isEqualTo(usual.rows());
    assertThat(run.report().stages()).anyMatch(stage -> stage.secondWins() > 0);
  }

  private static Duration slowestUsed(Run run) {
    return run.events().stream()
        .filter(event -> event instanceof AttemptSucceeded won && won.standing() == Standing.WON)
        .map(event -> Duration.ofNanos(((AttemptSucceeded) event).bill().wallNanos()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @AfterAll
  static void close() throws IOException {
    functions.close();
    proxy.close();
    lake.close();
  }

  /// How long a process waits for the slow file.
  @FunctionalInterface
  private interface Wait {

    Duration of(ProcessHandle process);
  }

  /// Lets each request for a table's file wait.
  private record Slow(@Nullable Wait slowFile) implements FaultyS3Proxy.Listener {

    @Override
    public void received(S3Request request) {
      if (request.target().contains("many/")) {
        LockSupport.parkNanos(wait(request).toNanos());
      }
    }

    private Duration wait(S3Request request) {
      if (slowFile == null || !request.target().contains(SLOW_FILE)) {
        return USUAL_WAIT;
      }
      return ProcessTable.ownerOf(request.clientPort(), functions.processes())
          .map(slowFile::of)
          .orElseThrow(() -> new IllegalStateException("nobody's request: " + request));
    }

    @Override
    public void carriedOut(S3Request request) {}
  }
}
