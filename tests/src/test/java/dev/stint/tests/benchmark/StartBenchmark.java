package dev.stint.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.aws.LambdaInvoker;
import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.coordinator.aws.embedded.FunctionDefinition;
import dev.stint.coordinator.aws.embedded.FunctionEndpoint;
import dev.stint.coordinator.aws.embedded.FunctionPackage;
import dev.stint.coordinator.aws.embedded.RuntimeClient;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.s3.ObjectStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// How long functions of the deployment zips need from the start of their process to their first
/// answer, which has read or written S3, and to the second: processor time of the whole process
/// beside wall time, the medians of `runs` (5). One processor each, as the small function has.
@Tag("benchmark")
class StartBenchmark {

  private static final int RUNS = Integer.getInteger("runs", 5);
  private static final int MEGABYTES = 1_769;
  private static final Schema SCHEMA = Schema.of(Field.required("n", DataType.BIGINT));

  private static final Path TASK_ZIP =
      zip("stint-function.zip", Path.of("..", "function-executor", "target"));
  private static final Path COORDINATOR_ZIP =
      zip("stint-coordinator.zip", Path.of("..", "coordinator", "target"));

  private static final Map<String, List<String>> COMPILERS =
      Map.of("C1", List.of("-XX:TieredStopAtLevel=1"), "C1 and C2", List.of());

  @TempDir private Path folder;

  private record Times(Duration wall, Duration processor) {
    Times minus(Times before) {
      return new Times(wall.minus(before.wall), processor.minus(before.processor));
    }
  }

  /// From the start of the process, and from the first answer.
  private record Start(Times first, Times second) {}

  private interface Call {
    void run();
  }

  private static Path zip(String name, Path target) {
    var named = System.getProperty("stint.functions", "");
    return named.isEmpty() ? target.resolve(name) : Path.of(named, name);
  }

  @Test
  void timesOfStarts() {
    System.out.printf(
        "Java %s, load %.1f%n",
        Runtime.version(),
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    for (var compilers : COMPILERS.entrySet()) {
      measure("task, " + compilers.getKey(), compilers.getValue(), this::taskStart);
      measure("coordinator, " + compilers.getKey(), compilers.getValue(), this::coordinatorStart);
    }
  }

  private interface Measured {
    Start start(List<String> javaOptions);
  }

  private static void measure(String name, List<String> javaOptions, Measured measured) {
    var starts = new ArrayList<Start>();
    for (int run = 0; run < RUNS; run++) {
      starts.add(measured.start(javaOptions));
    }
    System.out.printf(
        "%s: first answer %s, second %s%n",
        name,
        median(starts.stream().map(Start::first).toList()),
        median(starts.stream().map(Start::second).toList()));
  }

  private static String median(List<Times> times) {
    int middle = times.size() / 2;
    return "%d ms wall, %d ms processor"
        .formatted(
            times.stream().map(Times::wall).sorted().toList().get(middle).toMillis(),
            times.stream().map(Times::processor).sorted().toList().get(middle).toMillis());
  }

  private Start taskStart(List<String> javaOptions) {
    try (var server = EmbeddedS3.startTemporary();
        var store = ObjectStores.open(server.settings());
        var endpoint =
            FunctionEndpoint.start(
                List.of(
                    function(
                        FunctionDefinition.TASK_HANDLER,
                        TASK_ZIP,
                        server.settings().toEnvironment(),
                        javaOptions)));
        var invoker = new LambdaInvoker(endpoint.settings(), store)) {
      server.createBucket("work");
      return start(
          () ->
              assertThat(invoker.invoke(request(), (long) MEGABYTES << 20).response().join())
                  .isInstanceOf(TaskResponse.Succeeded.class));
    }
  }

  /// An upload that no job takes: it looks into the registry in S3.
  private Start coordinatorStart(List<String> javaOptions) {
    try (var server = EmbeddedS3.startTemporary();
        var endpoint =
            FunctionEndpoint.start(
                List.of(
                    function(
                        "dev.stint.coordinator.handler.CoordinatorHandler::handleRequest",
                        COORDINATOR_ZIP,
                        coordinatorVariables(server),
                        javaOptions)));
        var lambda = client(endpoint)) {
      server.createBucket("work");
      return start(
          () -> {
            var answer =
                lambda.invoke(
                    b ->
                        b.functionName("start")
                            .payload(
                                SdkBytes.fromUtf8String(
                                    """
                                    {"source":"aws.s3","detail-type":"Object Created",
                                     "time":"2026-01-31T03:00:00Z","detail":{"bucket":{"name":"lake"},
                                     "object":{"key":"a","size":1,"etag":"e","sequencer":"1"}}}
                                    """)));
            assertThat(answer.payload().asUtf8String()).contains("no registered job takes");
          });
    }
  }

  private static Map<String, String> coordinatorVariables(EmbeddedS3 server) {
    var settings = server.settings();
    var variables = new HashMap<String, String>();
    variables.put("AWS_ENDPOINT_URL", String.valueOf(settings.endpoint()));
    variables.put("AWS_ACCESS_KEY_ID", String.valueOf(settings.accessKey()));
    variables.put("AWS_SECRET_ACCESS_KEY", String.valueOf(settings.secretKey()));
    variables.put("STINT_NAME", "stint");
    variables.put("STINT_WORK_PATH", "s3://work");
    variables.put("STINT_TASK_FUNCTIONS", MEGABYTES + "=task");
    variables.put("STINT_CONCURRENCY", "4");
    variables.put("STINT_TASK_TIMEOUT_SECONDS", "900");
    variables.put("STINT_QUEUE_URL", settings.endpoint() + "/queue");
    variables.put("STINT_DEAD_LETTER_QUEUE_URL", settings.endpoint() + "/dead");
    return variables;
  }

  private static LambdaClient client(FunctionEndpoint endpoint) {
    var settings = endpoint.settings();
    return LambdaClient.builder()
        .endpointOverride(settings.endpoint())
        .region(Region.of(settings.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
        .build();
  }

  private FunctionDefinition function(
      String handler, Path zip, Map<String, String> environment, List<String> javaOptions) {
    var classPath =
        Stream.concat(
                FunctionPackage.classPath(zip, folder.resolve("packages")).stream(),
                RuntimeClient.jars().stream())
            .toList();
    return new FunctionDefinition(
        "start", handler, classPath, MEGABYTES, Duration.ofMinutes(2), 1, environment, javaOptions);
  }

  private static Start start(Call call) {
    long begin = System.nanoTime();
    call.run();
    var first = times(begin);
    call.run();
    return new Start(first, times(begin).minus(first));
  }

  /// Of the one process that this one has started.
  private static Times times(long beginNanos) {
    var wall = Duration.ofNanos(System.nanoTime() - beginNanos);
    var processor =
        ProcessHandle.current()
            .children()
            .filter(ProcessHandle::isAlive)
            .flatMap(process -> process.info().totalCpuDuration().stream())
            .reduce(Duration.ZERO, Duration::plus);
    return new Times(wall, processor);
  }

  private static TaskRequest request() {
    var row = List.of(Literal.ofLong(DataType.BIGINT, 1));
    return new TaskRequest(
        "run",
        0,
        0,
        0,
        new Fragment(
            new ValuesNode(SCHEMA, List.of(row)), new StageOutput.UnkeyedExchange(), "UTC"),
        List.of(),
        "s3://work/runs/run/0/0-0.segment",
        0,
        64 << 20);
  }
}
