package dev.stint.tests.faults;

import dev.stint.config.store.S3Settings;
import dev.stint.coordinator.aws.LambdaInvoker;
import dev.stint.coordinator.aws.embedded.FunctionDefinition;
import dev.stint.coordinator.aws.embedded.FunctionEndpoint;
import dev.stint.coordinator.aws.embedded.FunctionPackage;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.request.SpeculationPolicy;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunReport;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.tests.reference.ResultRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/// A coordinator's process: carries out the run of the plan in `graph.json`, with functions as
/// processes, from where the run's journal says it is. Arguments: the folder of that file, the
/// run's id, its own number among the run's coordinators, and the folder that functions may keep.
/// S3 is as the environment says.
///
/// Writes the result's rows to `rows-<number>` and how the run ended to `outcome-<number>`. Exits
/// with 0 where it has told how the run stands, 2 where it gave up for a reason it told.
final class CoordinatorMain {

  static final String GRAPH = "graph.json";
  static final String ROWS = "rows-";
  static final String OUTCOME = "outcome-";
  static final int GAVE_UP = 2;

  private static final int PARALLELISM = 2;

  /// A function that hangs is killed after this, and its attempt given up.
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(60);

  private static final int SMALL_MEGABYTES = 512;
  private static final int LARGE_MEGABYTES = 1024;

  private final Path folder;
  private final String number;
  private final ObjectStore store;

  private CoordinatorMain(Path folder, String number, ObjectStore store) {
    this.folder = folder;
    this.number = number;
    this.store = store;
  }

  public static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[0]);
    var cache = Path.of(arguments[3]);
    var s3 = S3Settings.fromEnvironment(System.getenv());
    try (var store = ObjectStores.open(s3);
        var endpoint = FunctionEndpoint.start(functions(s3, cache), cache);
        var invoker = new LambdaInvoker(endpoint.settings(), store)) {
      new CoordinatorMain(folder, arguments[2], store).run(arguments[1], invoker);
    } catch (StintException e) {
      e.printStackTrace();
      writeOutcome(
          folder, arguments[2], "GAVE_UP", e.kind().name(), String.valueOf(e.getMessage()));
      System.exit(GAVE_UP);
    }
  }

  private static List<FunctionDefinition> functions(S3Settings s3, Path cache) {
    var classPath = FunctionPackage.ofThisBuild(cache);
    return List.of(
        function(SMALL_MEGABYTES, classPath, s3), function(LARGE_MEGABYTES, classPath, s3));
  }

  private static FunctionDefinition function(int megabytes, List<Path> classPath, S3Settings s3) {
    return new FunctionDefinition(
        "faults-" + megabytes,
        FunctionDefinition.TASK_HANDLER,
        classPath,
        megabytes,
        ATTEMPT_TIMEOUT,
        PARALLELISM,
        s3.toEnvironment(),
        CoordinatorProcess.QUICK_START);
  }

  private void run(String runId, LambdaInvoker invoker) throws IOException {
    var graph = PlanJson.read(Files.readAllBytes(folder.resolve(GRAPH)), StageGraph.class);
    var request = new RunRequest(runId, graph, settings());
    var environment = RunEnvironment.local(invoker, store);
    var report = new RunDriver(environment, request, RunListener.NONE, this::writeRows).run();
    writeOutcome(report);
  }

  /// With tasks as small as they get, and little in messages.
  private static RunSettings settings() {
    long small = (long) SMALL_MEGABYTES << 20;
    return new RunSettings(
        FaultLake.WORK_PATH,
        PARALLELISM,
        AttemptPolicy.of(small, (long) LARGE_MEGABYTES << 20),
        SpeculationPolicy.DEFAULT,
        new PartitionTarget(100 << 10, 300 << 10, 400 << 10),
        2048,
        2 << 20,
        ATTEMPT_TIMEOUT,
        Double.POSITIVE_INFINITY,
        null);
  }

  private void writeRows(Schema schema, List<SegmentRef> segments) {
    var lines = ResultRows.read(store, schema, segments);
    try {
      var file = Files.write(folder.resolve("new-" + ROWS + number), lines);
      Files.move(file, folder.resolve(ROWS + number), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeOutcome(RunReport report) throws IOException {
    var failure = report.failure();
    writeOutcome(
        folder,
        number,
        report.status().name(),
        failure == null ? "" : failure.kind().name(),
        failure == null ? "" : failure.message());
  }

  private static void writeOutcome(
      Path folder, String number, String status, String kind, String message) throws IOException {
    var outcome = new Properties();
    outcome.setProperty("status", status);
    outcome.setProperty("kind", kind);
    outcome.setProperty("message", message);
    try (var writer = Files.newBufferedWriter(folder.resolve(OUTCOME + number))) {
      outcome.store(writer, null);
    }
  }
}
