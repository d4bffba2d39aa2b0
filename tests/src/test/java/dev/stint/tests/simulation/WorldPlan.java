package dev.stint.tests.simulation;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.request.SpeculationPolicy;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.WriteMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What a seed makes of a world before it begins: what is run, on what, and what was there before.
/// There are one or two runs; two do the same and write to one place, each in its own mode.
/// `output` is that of the first, `null` when it gives a result.
record WorldPlan(
    GraphShape shape,
    List<RunRequest> requests,
    @Nullable FileSink output,
    int oldFiles,
    WorkModel work,
    LambdaSettings lambda,
    S3Faults s3Faults,
    ExchangeCosts exchangeCosts,
    @Nullable Duration hedgeAfter,
    boolean needsLargerFunctions) {

  static final String OUTPUT = "s3://lake/out/";

  /// Without a slash at its end.
  static final String WORK = "s3://work";

  /// One a part of the other, as those of a job's runs may be.
  private static final List<String> RUN_IDS = List.of("run-1", "run-1-1");

  private static final long MIB = 1 << 20;

  static WorldPlan draw(Chance chance) {
    var random = chance.stream("plan");
    var shapes = GraphShape.values();
    var shape = shapes[random.nextInt(shapes.length)];
    var sink = Draw.oneIn(random, 3) ? null : sink(random);
    var graph = shape.graph(random, sink == null ? new StageOutput.UnkeyedExchange() : sink);
    long functionBytes = (512L + random.nextInt(2) * 1257L) * MIB;
    boolean needsLarger = Draw.oneIn(random, 5);
    var timeout = Duration.ofSeconds(Draw.oneIn(random, 3) ? 60 : 900);
    var settings = settings(random, functionBytes, timeout);
    return new WorldPlan(
        shape,
        requests(random, graph, sink, settings),
        sink,
        random.nextInt(3),
        new WorkModel(models(graph, random, needsLarger ? 200 : 0)),
        lambda(random, timeout),
        S3Faults.draw(random),
        exchangeCosts(random),
        random.nextBoolean() ? null : Duration.ofMillis(200),
        needsLarger);
  }

  /// Whether nothing goes wrong that the run does not bring with it.
  boolean isCalm() {
    return lambda.faults().equals(LambdaFaults.NONE)
        && s3Faults.equals(S3Faults.MEASURED)
        && !needsLargerFunctions
        && settings().attemptTimeout().compareTo(lambda.timeout()) > 0
        && lambda.timeout().compareTo(Duration.ofSeconds(60)) > 0
        && settings().maxDollars() == Double.POSITIVE_INFINITY
        && settings().maxDuration() == null;
  }

  private static List<RunRequest> requests(
      SplittableRandom random, StageGraph graph, @Nullable FileSink sink, RunSettings settings) {
    var first = new RunRequest(RUN_IDS.getFirst(), graph, settings);
    boolean isAlone = sink == null || !Draw.oneIn(random, 3);
    if (isAlone) {
      return List.of(first);
    }
    var modes = WriteMode.values();
    var other =
        new FileSink(
            sink.format(),
            sink.path(),
            modes[random.nextInt(modes.length)],
            sink.partitionColumns(),
            sink.targetFileBytes());
    return List.of(first, new RunRequest(RUN_IDS.getLast(), writing(graph, other), settings));
  }

  private static StageGraph writing(StageGraph graph, FileSink sink) {
    var stages = new ArrayList<>(graph.stages());
    var root = stages.removeLast();
    var fragment = root.fragment();
    stages.add(
        new Stage(
            root.id(),
            new Fragment(fragment.root(), sink, fragment.timeZone()),
            root.splits(),
            root.estimatedRows(),
            root.scanSizes()));
    return new StageGraph(stages, graph.schema());
  }

  private RunSettings settings() {
    return requests.getFirst().settings();
  }

  private static FileSink sink(SplittableRandom random) {
    var modes = WriteMode.values();
    return new FileSink(
        ParquetFormat.DEFAULT,
        OUTPUT,
        modes[random.nextInt(modes.length)],
        random.nextBoolean() ? List.of() : List.of(0),
        Math.round(Draw.between(random, 100_000, 16 * MIB)));
  }

  private static RunSettings settings(
      SplittableRandom random, long functionBytes, Duration timeout) {
    long least = Math.round(Draw.between(random, 10_000, MIB));
    var policy =
        new AttemptPolicy(
            2 + random.nextInt(3),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            functionBytes,
            functionBytes * (1L << random.nextInt(3)));
    return new RunSettings(
        WORK,
        Draw.upTo(random, 50),
        policy,
        speculation(random),
        new PartitionTarget(least, least * 8, least * 16),
        random.nextBoolean() ? 0 : Math.round(Draw.between(random, 1_000, 64_000)),
        100_000,
        Draw.oneIn(random, 5)
            ? Draw.between(random, Duration.ofMillis(500), Duration.ofSeconds(20))
            : timeout.plusSeconds(30),
        Draw.oneIn(random, 6) ? Draw.between(random, 1e-6, 1e-1) : Double.POSITIVE_INFINITY,
        Draw.oneIn(random, 12)
            ? Draw.between(random, Duration.ofSeconds(1), Duration.ofMinutes(10))
            : null);
  }

  private static SpeculationPolicy speculation(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> SpeculationPolicy.OFF;
      case 1 -> SpeculationPolicy.DEFAULT;
      default -> new SpeculationPolicy(0.1, 0.5, 1, Duration.ofMillis(100), 0.5, 0.9);
    };
  }

  private static LambdaSettings lambda(SplittableRandom random, Duration timeout) {
    return new LambdaSettings(
        Draw.upTo(random, 100),
        Draw.upTo(random, 100),
        timeout,
        Draw.between(random, Duration.ofSeconds(5), Duration.ofMinutes(6)),
        random.nextBoolean() ? ColdStart.snapStart() : ColdStart.plain(2),
        LambdaFaults.draw(random));
  }

  private static Map<Integer, StageModel> models(
      StageGraph graph, SplittableRandom random, double memoryRatio) {
    var models = new HashMap<Integer, StageModel>();
    for (var stage : graph.stages()) {
      double ratio =
          Draw.oneIn(random, 12) ? 0 : Draw.oneIn(random, 3) ? 1 : Draw.between(random, 1e-3, 2);
      var model =
          StageModel.PLAIN
              .reading(random.nextDouble(0.1, 1), Draw.between(random, 100, 10_000))
              .giving(ratio, Long.MAX_VALUE, Draw.between(random, 5, 500))
              .working(Draw.between(random, 1e5, 5e7), Draw.between(random, 1e6, 5e7))
              .needing(memoryRatio * random.nextDouble())
              .inFolders(1 + random.nextInt(3));
      models.put(stage.id(), Draw.oneIn(random, 4) ? model.skewed(0.5) : model);
    }
    return models;
  }

  /// At times such that few requests are worth much, so that segments are merged first.
  private static ExchangeCosts exchangeCosts(SplittableRandom random) {
    return random.nextBoolean()
        ? ExchangeCosts.s3(PriceTable.US_EAST_1_ARM, 1769 * MIB)
        : new ExchangeCosts(
            1e-3, 1e-6, 1e-9, 0.05, 1L << 40, 50, 100_000, 0, random.nextBoolean() ? 0 : 100_000);
  }
}
