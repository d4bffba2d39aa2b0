package dev.stint.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.run.StageReport;
import dev.stint.plan.stage.StageGraph;
import dev.stint.tests.faults.FunctionsHere.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
/// overtakes it. Tasks wait for S3 rather than compute, so that times hold on a busy machine.
///
/// `-Dstint.record=FOLDER` copies the log of the run with a stopped function there, for tests of
/// pages.
@EnabledOnOs(value = OS.LINUX, disabledReason = "functions as processes need Linux")
class StragglerTest {

  private static final int FILES = 32;
  private static final int PARALLELISM = 4;

  /// In the second half, when enough is known about how long tasks take.
  private static final String SLOW_FILE = "many/13.parquet";

  private static final long USUAL_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
  private static final double TOLERABLE = 1.5;

  @TempDir static Path scratch;

  private static FaultLake lake;
  private static FaultyS3Proxy proxy;
  private static FunctionsHere functions;
  private static StageGraph graph;
  private static Run usual;

  @BeforeAll
  static void runWithoutStraggler() throws IOException {
    lake = FaultLake.make(scratch);
    lake.addMany(FILES, scratch);
    proxy = FaultyS3Proxy.start(lake.settings());
    functions =
        FunctionsHere.start(proxy.settings(), scratch.resolve("cache"), PARALLELISM, List.of(512));
    graph = lake.plan("SELECT kind, count(*), sum(id) FROM many GROUP BY kind ORDER BY kind");
    proxy.use(RequestFaults.NONE, new Slow(null));
    var _ = functions.run("warm", graph);
    usual = functions.run("usual", graph);
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
              return 1;
            }));

    var run = functions.run("stopped", graph);

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
  void tenfoldSlowFunctionIsOvertaken() {
    var slow = new AtomicReference<@Nullable ProcessHandle>();
    proxy.use(
        RequestFaults.NONE,
        new Slow(
            owner -> {
              slow.compareAndSet(null, owner);
              return owner.equals(slow.get()) ? 10 : 1;
            }));

    var run = functions.run("slow", graph);

    assertThat(slow.get()).isNotNull();
    requireOvertaken(run);
  }

  private static void requireOvertaken(Run run) {
    System.out.printf(
        "run with a straggler %d ms, without %d ms%n",
        run.duration().toMillis(), usual.duration().toMillis());
    assertThat(run.report().failure()).isNull();
    assertThat(run.rows()).isNotEmpty().isEqualTo(usual.rows());
    assertThat(secondWins(usual)).isZero();
    assertThat(secondWins(run)).isPositive();
    assertThat((double) run.duration().toNanos())
        .isLessThan(TOLERABLE * usual.duration().toNanos());
  }

  private static int secondWins(Run run) {
    return run.report().stages().stream().mapToInt(StageReport::secondWins).sum();
  }

  @AfterAll
  static void close() throws IOException {
    functions.close();
    proxy.close();
    lake.close();
  }

  /// How many times as long as usual a process waits for the slow file.
  @FunctionalInterface
  private interface Factor {

    int of(ProcessHandle process);
  }

  /// Lets each request for a table's file wait.
  private record Slow(@Nullable Factor factor) implements FaultyS3Proxy.Listener {

    @Override
    public void received(S3Request request) {
      if (request.target().contains("many/")) {
        LockSupport.parkNanos(USUAL_WAIT_NANOS * times(request));
      }
    }

    private int times(S3Request request) {
      if (factor == null || !request.target().contains(SLOW_FILE)) {
        return 1;
      }
      return ProcessTable.ownerOf(request.clientPort(), functions.processes())
          .map(factor::of)
          .orElseThrow(() -> new IllegalStateException("nobody's request: " + request));
    }

    @Override
    public void carriedOut(S3Request request) {}
  }
}
