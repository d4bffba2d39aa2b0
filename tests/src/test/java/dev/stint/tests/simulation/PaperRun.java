package dev.stint.tests.simulation;

import dev.stint.config.price.PriceTable;
import dev.stint.config.price.RunCost;
import dev.stint.config.price.Usage;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.request.SpeculationPolicy;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// A run of a query that exists on paper, on a good day: AWS as it was measured, without faults but
/// those that were, and a coordinator that lives to the end. After `seconds` the answer is there,
/// after `sweptSeconds` nothing is left of the run but its log.
record PaperRun(
    RunReport report,
    double seconds,
    double sweptSeconds,
    RunCost cost,
    long functions,
    int mostAtOnce,
    long slowDowns,
    long events,
    long journalEntries,
    long journalBytes,
    double worldCpuSeconds) {

  /// Until a GET without an answer is sent again: about the 99th percentile.
  private static final Duration HEDGE_AFTER = Duration.ofMillis(120);

  private static final Duration LIMIT = Duration.ofHours(12);
  private static final double NANOS = 1e9;

  /// What it runs on. `concurrency` is the account's; at most `parallelism` attempts run at once.
  record Setting(
      long functionMemoryBytes,
      int concurrency,
      int parallelism,
      PartitionTarget partitions,
      ColdStart coldStart,
      PriceTable prices) {

    static final long CORE_BYTES = 1769L << 20;

    /// The defaults, with functions of one core that start from a snapshot.
    static final Setting DEFAULT =
        new Setting(
            CORE_BYTES,
            1000,
            1000,
            PartitionTarget.LAMBDA,
            ColdStart.snapStart(),
            PriceTable.US_EAST_1_X86);

    Setting withMemory(long bytes) {
      return new Setting(bytes, concurrency, parallelism, partitions, coldStart, prices);
    }

    Setting withParallelism(int most) {
      return new Setting(functionMemoryBytes, concurrency, most, partitions, coldStart, prices);
    }

    Setting withConcurrency(int most) {
      return new Setting(functionMemoryBytes, most, most, partitions, coldStart, prices);
    }

    Setting withPartitions(PartitionTarget target) {
      return new Setting(functionMemoryBytes, concurrency, parallelism, target, coldStart, prices);
    }

    Setting withColdStart(ColdStart start) {
      return new Setting(functionMemoryBytes, concurrency, parallelism, partitions, start, prices);
    }

    Setting withPrices(PriceTable table) {
      return new Setting(
          functionMemoryBytes, concurrency, parallelism, partitions, coldStart, table);
    }
  }

  private static final class Watch implements RunListener {
    private final VirtualTime time;
    private long events;
    private double answerSeconds;

    Watch(VirtualTime time) {
      this.time = time;
    }

    @Override
    public void on(LoggedEvent logged) {
      events++;
    }

    void answered() {
      answerSeconds = time.nanos() / NANOS;
    }
  }

  static PaperRun of(TpchOnPaper query, Setting setting, long seed) {
    var time = new VirtualTime();
    var chance = new Chance(seed);
    var s3 = new SimulatedS3(S3Settings.of(S3Faults.MEASURED), time, chance.part("s3"));
    var lambda =
        new SimulatedLambda(
            LambdaSettings.of(setting.coldStart, LambdaFaults.NONE)
                .withConcurrency(setting.concurrency),
            time,
            s3,
            chance.part("lambda"),
            HEDGE_AFTER);
    var world =
        new SimulatedCoordinator.Surroundings(
            time,
            s3,
            lambda,
            new WorkModel(query.models()),
            PaceLimits.ofAccount(setting.concurrency),
            setting.prices,
            ExchangeCosts.s3(setting.prices, setting.functionMemoryBytes));
    var watch = new Watch(time);
    var coordinator =
        new SimulatedCoordinator(
            "coordinator",
            world,
            ClockError.NONE,
            chance.part("coordinator"),
            new RunRequest("paper", query.graph(), settings(setting)),
            watch,
            (_, _) -> watch.answered());
    long cpuBefore = processCpuNanos();
    coordinator.start(Duration.ZERO);
    if (!time.runUntil(coordinator::isOver, LIMIT)) {
      throw new IllegalStateException("the run does not end");
    }
    var thrown = coordinator.thrown();
    var report = coordinator.report();
    if (report == null) {
      throw new IllegalStateException("the coordinator fell", thrown);
    }
    var journal = s3.state().list("s3://work/");
    return new PaperRun(
        report,
        watch.answerSeconds,
        Duration.between(report.startTime(), report.endTime()).toNanos() / NANOS,
        RunCost.of(usage(lambda, s3), setting.prices),
        lambda.coldStarts(),
        lambda.mostInUse(),
        s3.count(SimulatedS3.Fate.SLOW_DOWN),
        watch.events,
        journal.size(),
        journal.stream().mapToLong(info -> info.bytes()).sum(),
        (processCpuNanos() - cpuBefore) / NANOS);
  }

  private static RunSettings settings(Setting setting) {
    var usual = RunSettings.of("s3://work", setting.parallelism, setting.functionMemoryBytes);
    return new RunSettings(
        usual.workPath(),
        usual.maxParallelism(),
        AttemptPolicy.of(setting.functionMemoryBytes),
        SpeculationPolicy.DEFAULT,
        setting.partitions,
        usual.inlineLimitBytes(),
        usual.stageInlineLimitBytes(),
        usual.attemptTimeout(),
        usual.maxDollars(),
        usual.maxDuration());
  }

  /// What AWS bills: starts of environments too, and requests that were not refused.
  private static Usage usage(SimulatedLambda lambda, SimulatedS3 s3) {
    long puts =
        s3.count(S3Operation.PUT)
            + s3.count(S3Operation.START_UPLOAD)
            + s3.count(S3Operation.UPLOAD_PART)
            + s3.count(S3Operation.COMPLETE_UPLOAD);
    long gets = s3.count(S3Operation.GET) + s3.count(S3Operation.HEAD);
    return lambda
        .usage()
        .plusRequests(
            puts,
            s3.count(S3Operation.LIST),
            Math.max(0, gets - s3.count(SimulatedS3.Fate.SLOW_DOWN)));
  }

  private static long processCpuNanos() {
    var bean =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return bean.getProcessCpuTime();
  }

  double cents() {
    return cost.totalDollars() * 100;
  }

  double functionCents() {
    return (cost.memoryDollars() + cost.invocationDollars()) * 100;
  }

  double requestCents() {
    return cents() - functionCents();
  }

  long requests() {
    var usage = cost.usage();
    return usage.getRequests() + usage.putRequests() + usage.listRequests();
  }
}
