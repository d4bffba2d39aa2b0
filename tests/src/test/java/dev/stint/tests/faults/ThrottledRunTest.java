package dev.stint.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.invoke.ThreadInvoker;
import dev.stint.coordinator.page.PageFold;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.report.ReportText;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.request.SpeculationPolicy;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.run.RunReport;
import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.executor.task.TaskRunner;
import dev.stint.plan.task.FailedRequests;
import dev.stint.shuffle.s3.ObjectStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What S3 refuses and gives the next time: nobody has to do anything, and the run's log tells of
/// it. `-Dstint.record=FOLDER` copies the log there, for tests of pages.
class ThrottledRunTest {

  private static final String RUN = "throttled";

  private final AtomicLong tableReads = new AtomicLong();
  private final AtomicLong segmentReads = new AtomicLong();
  private final AtomicLong segmentWrites = new AtomicLong();
  private final List<LoggedEvent> events = new ArrayList<>();

  @Test
  void everyRefusalIsInTheReportAndOnThePage(@TempDir Path scratch) throws IOException {
    RunReport report;
    try (var lake = FaultLake.make(scratch);
        var proxy = FaultyS3Proxy.start(lake.settings())) {
      proxy.slowDownFirst(this::isRefused);
      report = run(lake, proxy);
      var record = System.getProperty("stint.record");
      if (record != null) {
        lake.copyLog(RUN, Path.of(record));
      }
    }

    assertThat(report.failure()).isNull();
    assertThat(List.of(tableReads.get(), segmentReads.get(), segmentWrites.get())).containsOnly(1L);
    var refused = new FailedRequests(2, 1, 0);
    assertThat(report.metrics().failedRequests()).isEqualTo(refused);
    assertThat(ReportText.of(report, PriceTable.US_EAST_1_ARM, 200))
        .contains("S3 asked to slow down 3 times (2 reads, 1 write)");
    requirePage(refused);
  }

  private void requirePage(FailedRequests refused) {
    var fold = new PageFold();
    events.forEach(fold::on);
    var page = fold.page(PriceTable.US_EAST_1_ARM, fold.lastTime(), fold.lastTime());
    assertThat(page.totals().failedRequests()).isEqualTo(refused);
    assertThat(
            page.stages().stream()
                .map(stage -> stage.sums().failedRequests())
                .filter(Objects::nonNull)
                .reduce(FailedRequests::sum))
        .hasValue(refused);
    assertThat(page.stages().getFirst().sums().failedRequests()).isNotNull();
  }

  /// One of each kind, since S3's clients are slow for a while afterwards. Of the coordinator's own
  /// requests the last are told to nobody, so these go well.
  private boolean isRefused(S3Request request) {
    return count(request).filter(count -> count.compareAndSet(0, 1)).isPresent();
  }

  private Optional<AtomicLong> count(S3Request request) {
    boolean isOfSegment = request.target().contains(".segment");
    if (request.method().equals("PUT")) {
      return isOfSegment ? Optional.of(segmentWrites) : Optional.empty();
    }
    boolean isOfTable = request.target().contains("events/");
    return !request.method().equals("GET") || !(isOfSegment || isOfTable)
        ? Optional.empty()
        : Optional.of(isOfTable ? tableReads : segmentReads);
  }

  private RunReport run(FaultLake lake, FaultyS3Proxy proxy) {
    var graph = lake.plan("SELECT kind, count(*) FROM events GROUP BY kind ORDER BY kind");
    try (var store = ObjectStores.open(proxy.settings());
        var invoker = new ThreadInvoker(new TaskRunner(new FunctionEnvironment(store))::run, 4)) {
      return new RunDriver(
              RunEnvironment.local(invoker, store),
              new RunRequest(RUN, graph, settings()),
              events::add,
              (_, _) -> {})
          .run();
    }
  }

  private static RunSettings settings() {
    return new RunSettings(
        FaultLake.WORK_PATH,
        4,
        AttemptPolicy.of(256 << 20, 256 << 20),
        SpeculationPolicy.DEFAULT,
        new PartitionTarget(1, 1 << 20, 1),
        0,
        2 << 20,
        Duration.ofMinutes(2),
        Double.POSITIVE_INFINITY,
        null);
  }
}
