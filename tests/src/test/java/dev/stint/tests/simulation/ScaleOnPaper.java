package dev.stint.tests.simulation;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.run.StageReport;
import dev.stint.tests.simulation.PaperRun.Setting;
import dev.stint.tests.simulation.TpchOnPaper.Speeds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Prints the tables of `docs/scale.md`: TPC-H Q6 and Q12 at scale 1,000, what they depend on, and
/// runs of 10 to 100,000 tasks. The system property `tasks` (100,000) says where these end.
@Tag("benchmark")
class ScaleOnPaper {

  private static final double SCALE = 1000;
  private static final long MIB = 1 << 20;
  private static final long SEEDS = 9;
  private static final int MOST_TASKS = Integer.getInteger("tasks", 100_000);

  /// A Java process that starts from nothing: 1.5 s until it is ready.
  private static final ColdStart FROM_NOTHING = ColdStart.plain(8);

  private static final String QUERY_HEAD =
      """
      | | Q6: s | cents | functions | requests | Q12: s | cents | functions | requests |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- |\
      """;

  @Test
  void queriesAndWhatTheyDependOn() throws IOException {
    System.out.println(QUERY_HEAD);
    row("as assumed", Speeds.LAMBDA, Setting.DEFAULT);
    row("prices of Arm", Speeds.LAMBDA, Setting.DEFAULT.withPrices(PriceTable.US_EAST_1_ARM));
    row("cores as measured", Speeds.MEASURED, Setting.DEFAULT);
    row("cores 2 times as slow", Speeds.MEASURED.slower(2), Setting.DEFAULT);
    row("cores 3 times as slow", Speeds.MEASURED.slower(3), Setting.DEFAULT);
    row("from nothing", Speeds.LAMBDA, Setting.DEFAULT.withColdStart(FROM_NOTHING));
    row(
        "from nothing, cores 3 times as slow",
        Speeds.MEASURED.slower(3),
        Setting.DEFAULT.withColdStart(FROM_NOTHING));
    for (int mebibytes : List.of(885, 3_538, 7_076)) {
      row(
          "functions of %,d MB".formatted(mebibytes),
          Speeds.LAMBDA,
          Setting.DEFAULT.withMemory(mebibytes * MIB));
    }
    for (int places : List.of(100, 250)) {
      row(
          "at most %d at once".formatted(places),
          Speeds.LAMBDA,
          Setting.DEFAULT.withParallelism(places));
    }
  }

  /// Seconds against cents.
  @Test
  void sizesOfTasks() throws IOException {
    System.out.println(QUERY_HEAD);
    for (long mebibytes : List.of(48, 96, 144, 192, 256, 384)) {
      row(
          "%d MiB for a task".formatted(mebibytes),
          Speeds.LAMBDA,
          Setting.DEFAULT.withPartitions(splitsOf(mebibytes * MIB)));
    }
  }

  @Test
  void stages() throws IOException {
    var catalog = new ScaledTpch(SCALE);
    for (var query :
        List.of(TpchOnPaper.q6(catalog, Speeds.LAMBDA), TpchOnPaper.q12(catalog, Speeds.LAMBDA))) {
      var run = PaperRun.of(query, Setting.DEFAULT, 1);
      System.out.printf(
          Locale.ROOT,
          "%.2f s, swept after %.2f s, %.2f + %.2f cents, %s%n",
          run.seconds(),
          run.sweptSeconds(),
          run.functionCents(),
          run.requestCents(),
          run.cost().usage());
      run.report().stages().forEach(stage -> print(run, stage));
    }
  }

  /// A scan of one row group in each task, and the sum of what comes of it; the last lines are the
  /// largest of these with tasks of the usual size, and with 250 of them at most at once.
  @Test
  void growth() throws IOException {
    System.out.println(
        """
        | tasks | s | cents | cents per TB read | functions | attempts | S3 requests | 503 \
        | busy, of cores' time | journal: entries | MB | events | CPU, us an event | heap, MB |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\
        """);
    for (int tasks = 10; tasks <= MOST_TASKS; tasks *= 10) {
      growthRow(tasks, Setting.DEFAULT.withPartitions(splitsOf(MIB)));
    }
    growthRow(MOST_TASKS, Setting.DEFAULT);
    growthRow(MOST_TASKS, Setting.DEFAULT.withParallelism(250));
  }

  private static void growthRow(int rowGroups, Setting setting) throws IOException {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    var run = PaperRun.of(scanOf(rowGroups), setting, 1);
    long heapBytes = heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    var scan = run.report().stages().getFirst();
    System.out.printf(
        Locale.ROOT,
        "| %,d | %.1f | %.2f | %.1f | %,d | %,d | %,d | %,d | %.2f | %,d | %.1f | %,d | %.0f"
            + " | %,d |%n",
        scan.tasks(),
        run.seconds(),
        run.cents(),
        run.cents() * 1e12 / scan.metrics().inputBytes(),
        run.functions(),
        run.cost().usage().invocations(),
        run.requests(),
        run.slowDowns(),
        (double) scan.metrics().cpuNanos() / scan.metrics().wallNanos(),
        run.journalEntries(),
        run.journalBytes() / 1e6,
        run.events(),
        run.worldCpuSeconds() * 1e6 / run.events(),
        heapBytes / MIB);
  }

  private static Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  /// Q6 over about so many row groups.
  static TpchOnPaper scanOf(int tasks) throws IOException {
    double rowGroups = new ScaledTpch(SCALE).find("lineitem").orElseThrow().splits().size();
    return TpchOnPaper.q6(new ScaledTpch(SCALE * tasks / rowGroups), Speeds.LAMBDA);
  }

  /// Tasks of about so many bytes of tables.
  static PartitionTarget splitsOf(long bytes) {
    var usual = PartitionTarget.LAMBDA;
    return new PartitionTarget(usual.minimumBytes(), usual.maximumBytes(), bytes, bytes);
  }

  /// Of several worlds the one with the median time.
  private static PaperRun median(TpchOnPaper query, Setting setting) {
    var runs =
        LongStream.range(0, SEEDS)
            .mapToObj(seed -> PaperRun.of(query, setting, seed))
            .sorted(Comparator.comparingDouble(PaperRun::seconds))
            .toList();
    return runs.get(runs.size() / 2);
  }

  private static void row(String name, Speeds speeds, Setting setting) throws IOException {
    var catalog = new ScaledTpch(SCALE);
    System.out.printf(
        Locale.ROOT,
        "| %s |%s%s%n",
        name,
        cells(median(TpchOnPaper.q6(catalog, speeds), setting)),
        cells(median(TpchOnPaper.q12(catalog, speeds), setting)));
  }

  private static String cells(PaperRun run) {
    return String.format(
        Locale.ROOT,
        " %.1f | %.2f + %.2f | %d | %,d |",
        run.seconds(),
        run.functionCents(),
        run.requestCents(),
        run.functions(),
        run.requests());
  }

  private static void print(PaperRun run, StageReport stage) {
    var metrics = stage.metrics();
    var start = run.report().startTime();
    var end = stage.endTime();
    System.out.printf(
        Locale.ROOT,
        "  stage %d: %d tasks, %.2f to %.2f s, in %,d B, out %,d B, GET %d, PUT %d,"
            + " %.0f s of cores in %.0f s of functions: %s%n",
        stage.stageId(),
        stage.tasks(),
        Duration.between(start, stage.startTime()).toMillis() / 1e3,
        end == null ? Double.NaN : Duration.between(start, end).toMillis() / 1e3,
        metrics.inputBytes(),
        metrics.outputBytes(),
        metrics.getRequests(),
        metrics.putRequests(),
        metrics.cpuNanos() / 1e9,
        metrics.wallNanos() / 1e9,
        stage.decisions().stream().map(decision -> decision.text()).toList());
  }
}
