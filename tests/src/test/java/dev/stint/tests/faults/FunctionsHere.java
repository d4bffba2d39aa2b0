package dev.stint.tests.faults;

import dev.stint.config.store.S3Settings;
import dev.stint.coordinator.aws.LambdaInvoker;
import dev.stint.coordinator.aws.LambdaInvoker.StopFlags;
import dev.stint.coordinator.aws.embedded.FunctionDefinition;
import dev.stint.coordinator.aws.embedded.FunctionEndpoint;
import dev.stint.coordinator.aws.embedded.FunctionPackage;
import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.partition.PartitionTarget;
import dev.stint.coordinator.request.AttemptPolicy;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.request.SpeculationPolicy;
import dev.stint.coordinator.run.RunDriver;
import dev.stint.coordinator.run.RunEnvironment;
import dev.stint.coordinator.run.RunReport;
import dev.stint.plan.stage.StageGraph;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.tests.reference.ResultRows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A coordinator in this process, with functions as processes. A task reads one split.
final class FunctionsHere implements AutoCloseable {

  /// A run, what happened in it, and the rows of its result.
  record Run(RunReport report, List<LoggedEvent> log, List<String> rows) {

    List<RunEvent> events() {
      return log.stream().map(LoggedEvent::event).toList();
    }
  }

  private static final long MEGABYTE = 1 << 20;

  private final ObjectStore store;
  private final FunctionEndpoint endpoint;
  private final LambdaInvoker invoker;
  private final AttemptPolicy attempts;
  private final int parallelism;

  private FunctionsHere(
      ObjectStore store, FunctionEndpoint endpoint, AttemptPolicy attempts, int parallelism) {
    this.store = store;
    this.endpoint = endpoint;
    this.invoker = new LambdaInvoker(endpoint.settings(), store, StopFlags.NOT_NEEDED);
    this.attempts = attempts;
    this.parallelism = parallelism;
  }

  /// With functions of these sizes in megabytes, ascending; attempts begin in the first.
  static FunctionsHere start(S3Settings s3, Path cache, int parallelism, List<Integer> sizes) {
    return start(s3, cache, parallelism, sizes, List.of());
  }

  /// As above; `javaOptions` are the functions', beside the usual ones.
  static FunctionsHere start(
      S3Settings s3, Path cache, int parallelism, List<Integer> sizes, List<String> javaOptions) {
    var classPath = FunctionPackage.ofThisBuild(cache);
    var options =
        Stream.of(CoordinatorProcess.QUICK_START, javaOptions).flatMap(List::stream).toList();
    var definitions =
        sizes.stream().map(size -> definition(size, classPath, parallelism, s3, options)).toList();
    var attempts = AttemptPolicy.of(sizes.getFirst() * MEGABYTE, sizes.getLast() * MEGABYTE);
    return new FunctionsHere(
        ObjectStores.open(s3), FunctionEndpoint.start(definitions, cache), attempts, parallelism);
  }

  private static FunctionDefinition definition(
      int megabytes,
      List<Path> classPath,
      int parallelism,
      S3Settings s3,
      List<String> javaOptions) {
    return new FunctionDefinition(
        "faults-" + megabytes,
        FunctionDefinition.TASK_HANDLER,
        classPath,
        megabytes,
        Duration.ofMinutes(2),
        // Room for second attempts beside those that hang.
        2 * parallelism,
        s3.toEnvironment(),
        javaOptions);
  }

  List<ProcessHandle> processes() {
    return endpoint.processes();
  }

  Run run(String runId, StageGraph graph) {
    var settings =
        new RunSettings(
            FaultLake.WORK_PATH,
            parallelism,
            attempts,
            SpeculationPolicy.DEFAULT,
            new PartitionTarget(1, MEGABYTE, 1),
            2048,
            2 * MEGABYTE,
            Duration.ofMinutes(2),
            Double.POSITIVE_INFINITY,
            null);
    var events = new ArrayList<LoggedEvent>();
    var rows = new ArrayList<String>();
    var report =
        new RunDriver(
                RunEnvironment.local(invoker, store),
                new RunRequest(runId, graph, settings),
                events::add,
                (schema, segments) -> rows.addAll(ResultRows.read(store, schema, segments)))
            .run();
    return new Run(report, events, rows);
  }

  @Override
  public void close() {
    invoker.close();
    endpoint.close();
    store.close();
  }
}
