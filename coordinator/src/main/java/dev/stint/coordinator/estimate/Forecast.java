package dev.stint.coordinator.estimate;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.estimate.StageWork.Segments;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.StageOutput.FileSink;
import java.util.ArrayList;
import java.util.List;

/// A run as it goes if the assumptions hold: its stages, in order.
final class Forecast {

  /// A file's upload is begun, fed and completed.
  private static final long PUTS_PER_FILE = 3;

  /// What the coordinator asks of the store: what is to be swept, and where files are written what
  /// lies there, the old manifest, and the new one.
  private static final long SWEEP_LISTS = 1;

  private static final long COMMIT_LISTS = 1;
  private static final long COMMIT_GETS = 2;
  private static final long COMMIT_PUTS = 1;

  /// Reads of an exchange that a task makes at once.
  private static final int PARALLEL_GETS = 16;

  private final StageGraph graph;
  private final EstimateSettings settings;
  private final Assumptions assumptions;
  private final List<StageWork> stages = new ArrayList<>();

  private Forecast(StageGraph graph, EstimateSettings settings, Assumptions assumptions) {
    this.graph = graph;
    this.settings = settings;
    this.assumptions = assumptions;
  }

  static Forecast of(StageGraph graph, EstimateSettings settings, Assumptions assumptions) {
    var forecast = new Forecast(graph, settings, assumptions);
    var counted = new ArrayList<Boolean>();
    for (var stage : graph.stages()) {
      boolean isCounted = StageInputs.isCounted(stage, counted);
      counted.add(isCounted);
      forecast.stages.add(forecast.work(stage, isCounted ? 1 : assumptions.rowFactor()));
    }
    return forecast;
  }

  List<StageWork> stages() {
    return stages;
  }

  StageWork stage(int id) {
    return stages.get(id);
  }

  private StageWork work(Stage stage, double rowFactor) {
    var inputs = new StageInputs(graph, stage, stages, settings, assumptions);
    int tasks = inputs.tasks();
    var nodes = new NodeWork(inputs, settings.speed(), tasks);
    double passed = nodes.add(stage.fragment().root());
    double outputRows =
        stage.estimatedRows() < 0 ? passed : Math.max(1, stage.estimatedRows()) * rowFactor;
    var output = stage.fragment().output();
    int width = Math.max(1, stage.fragment().root().schema().guessedRowBytes());
    long outputBytes = Math.round(outputRows * width * settings.speed().storedShare());
    var segments = segments(output, outputBytes, tasks);
    long gets = gets(inputs, tasks);
    long puts = puts(output, outputBytes, segments, tasks);
    double compute = (nodes.nanos() + outputNanos(output, outputRows, width)) * factor();
    return new StageWork(
        stage.id(),
        tasks,
        nodes.inputRows(),
        nodes.inputBytes(),
        nodes.scanBytes(),
        nodes.splitBytes(),
        Math.round(outputRows),
        outputBytes,
        segments,
        compute + tasks * fixedNanos(tasks, gets, puts),
        gets,
        puts);
  }

  /// From processor time to the time an attempt takes.
  private double factor() {
    return settings.speed().waiting()
        * settings.speed().slowness(settings.functionMemoryBytes())
        * assumptions.timeFactor();
  }

  private Segments segments(StageOutput output, long outputBytes, int tasks) {
    long limit =
        RunSettings.inlineLimitBytes(
            settings.inlineLimitBytes(), settings.stageInlineLimitBytes(), tasks);
    boolean isInline = !(output instanceof FileSink) && outputBytes / tasks <= limit;
    return isInline ? Segments.IN_MESSAGES : Segments.IN_STORE;
  }

  private double outputNanos(StageOutput output, double rows, int width) {
    var speed = settings.speed();
    return switch (output) {
      case StageOutput.HashExchange _,
          StageOutput.UnkeyedExchange _,
          StageOutput.MergedExchange _ ->
          rows * width * speed.exchangeWriteNanos();
      case StageOutput.RangeExchange _ ->
          rows * (width * speed.exchangeWriteNanos() + speed.sortRowNanos());
      case FileSink _ -> rows * width * speed.fileWriteNanos();
    };
  }

  private static long gets(StageInputs inputs, int tasks) {
    long gets = 0;
    for (ScanNode scan : inputs.scans()) {
      gets += scanGets(inputs.splits(scan), tasks);
    }
    for (ExchangeSourceNode source : inputs.exchanges()) {
      gets += inputs.gets(source, tasks);
    }
    return gets;
  }

  /// A range for each split, whose columns are fetched together, and each task opens its files.
  private static long scanGets(List<Split> splits, int tasks) {
    var paths = splits.stream().map(Split::path).filter(path -> path.startsWith("s3://")).toList();
    long files = paths.stream().distinct().count();
    return paths.isEmpty() ? 0 : paths.size() + Math.max(files, Math.min(tasks, paths.size()));
  }

  private static long puts(StageOutput output, long bytes, Segments segments, int tasks) {
    if (output instanceof FileSink sink) {
      return PUTS_PER_FILE * Math.max(tasks, Math.ceilDiv(bytes, sink.targetFileBytes()));
    }
    return switch (segments) {
      case IN_MESSAGES -> 0;
      case IN_STORE -> tasks;
    };
  }

  /// What a task takes besides computing: its start, and requests that nothing else hides.
  private double fixedNanos(int tasks, long gets, long puts) {
    var speed = settings.speed();
    long rounds = Math.ceilDiv(Math.ceilDiv(gets, tasks), PARALLEL_GETS);
    return speed.attemptStart().toNanos()
        + rounds * (double) speed.getLatency().toNanos()
        + Math.ceilDiv(puts, tasks) * (double) speed.putLatency().toNanos();
  }

  private double coldSeconds() {
    return settings.speed().coldStart().toNanos() / 1e9 * assumptions.coldShare();
  }

  private int coldFunctions() {
    int most = stages.stream().mapToInt(StageWork::tasks).max().orElse(1);
    return Math.min(settings.coldFunctions(), most);
  }

  Reason.ColdStarts coldStarts() {
    return new Reason.ColdStarts(coldFunctions(), coldSeconds());
  }

  long invocations() {
    return stages.stream().mapToLong(StageWork::tasks).sum();
  }

  private boolean writesFiles() {
    return graph.root().fragment().output() instanceof FileSink;
  }

  long getRequests() {
    return stages.stream().mapToLong(StageWork::getRequests).sum()
        + (writesFiles() ? COMMIT_GETS : 0);
  }

  long putRequests() {
    return stages.stream().mapToLong(StageWork::putRequests).sum()
        + (writesFiles() ? COMMIT_PUTS : 0);
  }

  long listRequests() {
    return SWEEP_LISTS + (writesFiles() ? COMMIT_LISTS : 0);
  }

  double functionSeconds() {
    return stages.stream().mapToDouble(stage -> stage.nanos() / 1e9).sum()
        + coldFunctions() * coldSeconds();
  }

  double gigabyteSeconds() {
    return functionSeconds() * settings.functionMemoryBytes() / (1L << 30);
  }

  double dollars(PriceTable prices) {
    return functionSeconds() * functionSecond(prices)
        + invocations() * prices.invocation()
        + getRequests() * prices.getRequest()
        + putRequests() * prices.putRequest()
        + listRequests() * prices.listRequest();
  }

  double dollars(StageWork stage, PriceTable prices) {
    return stage.nanos() / 1e9 * functionSecond(prices)
        + stage.tasks() * prices.invocation()
        + stage.getRequests() * prices.getRequest()
        + stage.putRequests() * prices.putRequest();
  }

  private double functionSecond(PriceTable prices) {
    return prices.functionSecond(settings.functionMemoryBytes(), settings.temporaryBytes());
  }

  /// Stages that do not wait for each other run side by side: no faster than the longest chain of
  /// stages, nor than all functions together allow.
  double seconds() {
    var ends = new double[stages.size()];
    double last = 0;
    double all = 0;
    for (var work : stages) {
      double seconds = work.seconds(settings.parallelism());
      double start =
          StageGraph.exchangeSources(graph.stages().get(work.stageId()))
              .mapToDouble(source -> ends[source.stageId()])
              .max()
              .orElse(0);
      ends[work.stageId()] = start + seconds;
      last = Math.max(last, ends[work.stageId()]);
      all += work.nanos() / 1e9;
    }
    return Math.max(last, all / settings.parallelism())
        + (settings.coldFunctions() == 0 ? 0 : coldSeconds());
  }
}
