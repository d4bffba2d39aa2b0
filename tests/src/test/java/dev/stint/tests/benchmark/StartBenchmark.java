package dev.stint.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.aws.embedded.EmbeddedS3;
import dev.stint.coordinator.aws.embedded.FunctionPackage;
import dev.stint.coordinator.cli.Stint;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.node.AggregateNode;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.s3.ObjectStores;
import dev.stint.shuffle.store.ObjectStore;
import dev.stint.shuffle.wire.TaskWire;
import dev.stint.tests.faults.FaultyS3Proxy;
import dev.stint.tests.faults.S3Request;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long functions of the deployment zips need from the start of their process on: milliseconds
/// of wall and processor time, part by part, medians of `runs` (5). The serial collector, one
/// processor and what memory leaves, as in Lambda; with and without an archive of classes; with
/// either compiler. `rows` (3,000) are what a task reads: with millions of them tasks show what
/// compilers are worth.
@Tag("benchmark")
class StartBenchmark {

  private static final int RUNS = Integer.getInteger("runs", 5);
  private static final int TASKS = Integer.getInteger("tasks", 3);
  private static final int ROWS = Integer.getInteger("rows", 3_000);
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("name", DataType.STRING), Field.nullable("amount", DataType.BIGINT)));

  private static final List<String> LAMBDA =
      List.of(
          "-Xmx1415m",
          "-XX:+UseSerialGC",
          "-XX:ActiveProcessorCount=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");
  private static final List<String> C1 = List.of("-XX:TieredStopAtLevel=1");

  @TempDir private Path folder;
  private EmbeddedS3 server;
  private FaultyS3Proxy proxy;
  private ObjectStore store;

  /// One way to start a process: what it is called, and its options besides.
  private record Way(String name, List<String> options) {}

  /// A function: its handler, zip, requests, a text that each answer holds, and the name of the
  /// object with which its work begins.
  private record Function(
      String handler, Path zip, List<Path> requests, String answer, String work) {}

  /// Hears when S3 has first given of an object.
  private static final class FirstByte implements FaultyS3Proxy.Listener {

    private final String object;
    private final AtomicLong nanoTime = new AtomicLong();

    FirstByte(String object) {
      this.object = object;
    }

    @Override
    public void received(S3Request request) {}

    @Override
    public void carriedOut(S3Request request) {
      if (request.method().equals("GET") && request.target().contains(object)) {
        nanoTime.compareAndSet(0, System.nanoTime());
      }
    }

    long millisSince(long begin) {
      assertThat(nanoTime).doesNotHaveValue(0);
      return (nanoTime.get() - begin) / 1_000_000;
    }
  }

  @BeforeEach
  void open() throws IOException {
    server = EmbeddedS3.startTemporary();
    server.createBucket("work");
    proxy = FaultyS3Proxy.start(server.settings());
    store = ObjectStores.open(server.settings());
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    proxy.close();
    server.close();
  }

  @Test
  void partsOfATaskFunctionsStart() throws IOException, InterruptedException {
    measure(
        new Function(
            "dev.stint.executor.lambda.TaskHandler",
            zip("stint-function.zip", Path.of("..", "function-executor", "target")),
            taskRequests(),
            "segment",
            "t.parquet"));
  }

  /// Uploads that no job takes: it looks into the registry in S3.
  @Test
  void partsOfTheCoordinatorFunctionsStart() throws IOException, InterruptedException {
    var request =
        Files.writeString(
            folder.resolve("upload.json"),
            """
            {"source":"aws.s3","detail-type":"Object Created",
             "time":"2026-01-31T03:00:00Z","detail":{"bucket":{"name":"lake"},
             "object":{"key":"a","size":1,"etag":"e","sequencer":"1"}}}
            """);
    measure(
        new Function(
            "dev.stint.coordinator.handler.CoordinatorHandler",
            zip("stint-coordinator.zip", Path.of("..", "coordinator", "target")),
            List.of(request, request),
            "no registered job takes",
            "registry"));
  }

  private static Path zip(String name, Path target) {
    var named = System.getProperty("stint.functions", "");
    return named.isEmpty() ? target.resolve(name) : Path.of(named, name);
  }

  private void measure(Function function) throws IOException, InterruptedException {
    var jar = ownJar();
    var archive = folder.resolve("classes.jsa");
    var cache = folder.resolve("classes.aot");
    start(function, jar, join(C1, List.of("-XX:ArchiveClassesAtExit=" + archive)));
    start(function, jar, join(C1, List.of("-XX:AOTCacheOutput=" + cache)));
    System.out.printf(
        "%s%nJava %s, load %.1f; wall ms until the work's first byte, wall/processor ms until Java"
            + " is up, the handler is made, and answers%n",
        function.handler(),
        Runtime.version(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    for (var way :
        List.of(
            new Way("no archive, C1", C1),
            new Way("class archive, C1", join(C1, List.of("-XX:SharedArchiveFile=" + archive))),
            new Way("AOT cache, C1", join(C1, List.of("-XX:AOTCache=" + cache))),
            new Way("no archive, C1 and C2", List.of()))) {
      var starts = new ArrayList<List<Long>>();
      for (int run = 0; run < RUNS; run++) {
        starts.add(start(function, jar, way.options()));
      }
      System.out.printf("  %-22s %s%n", way.name(), medians(starts));
    }
  }

  private static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static String medians(List<List<Long>> starts) {
    var parts = new ArrayList<String>();
    parts.add("%5d  ".formatted(median(starts, 0)));
    for (int part = 1; part < starts.getFirst().size(); part += 2) {
      parts.add("%5d/%d".formatted(median(starts, part), median(starts, part + 1)));
    }
    return String.join(" ", parts);
  }

  private static long median(List<List<Long>> starts, int at) {
    return starts.stream().map(start -> start.get(at)).sorted().toList().get(RUNS / 2);
  }

  /// The milliseconds from the start of the process to the first byte of its work and to each of
  /// its marks.
  private List<Long> start(Function function, Path jar, List<String> options)
      throws IOException, InterruptedException {
    var classPath =
        Stream.concat(
                FunctionPackage.classPath(function.zip(), folder.resolve("packages")).stream(),
                Stream.of(jar))
            .map(Path::toString)
            .collect(Collectors.joining(java.io.File.pathSeparator));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LAMBDA);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, StartedFunction.class.getName()));
    var firstByte = new FirstByte(function.work());
    proxy.listen(firstByte);
    long begin = System.nanoTime();
    command.addAll(List.of(Long.toString(begin), function.handler(), function.answer()));
    function.requests().forEach(request -> command.add(request.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables());
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    var parts = output.lines().filter(line -> line.startsWith(StartedFunction.PARTS)).findFirst();
    return Stream.concat(
            Stream.of(firstByte.millisSince(begin)),
            Stream.of(parts.orElseThrow().split(" ", -1)).skip(1).map(Long::valueOf))
        .toList();
  }

  private Map<String, String> variables() {
    var settings = proxy.settings();
    var variables = new HashMap<>(settings.toEnvironment());
    variables.put("AWS_ENDPOINT_URL", String.valueOf(settings.endpoint()));
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_ACCESS_KEY_ID", String.valueOf(settings.accessKey()));
    variables.put("AWS_SECRET_ACCESS_KEY", String.valueOf(settings.secretKey()));
    variables.put("STINT_NAME", "stint");
    variables.put("STINT_WORK_PATH", "s3://work");
    variables.put("STINT_TASK_FUNCTIONS", "1769=task");
    variables.put("STINT_CONCURRENCY", "4");
    variables.put("STINT_TASK_TIMEOUT_SECONDS", "900");
    variables.put("STINT_QUEUE_URL", settings.endpoint() + "/queue");
    variables.put("STINT_DEAD_LETTER_QUEUE_URL", settings.endpoint() + "/dead");
    return variables;
  }

  /// Archives hold classes of jars only.
  private Path ownJar() throws IOException {
    var jar = folder.resolve("start.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var suffix : List.of("", "$OneMinute")) {
        var name = StartedFunction.class.getName().replace('.', '/') + suffix + ".class";
        out.putNextEntry(new ZipEntry(name));
        try (var content = StartBenchmark.class.getResourceAsStream("/" + name)) {
          out.write(content.readAllBytes());
        }
      }
    }
    return jar;
  }

  /// Each reads the table and writes partial groups into an exchange.
  private List<Path> taskRequests() throws IOException {
    var file = table();
    var calls =
        List.of(
            new AggregateCall(
                AggregateFunction.COUNT_ALL, null, null, DataType.BIGINT, DataType.BIGINT),
            new AggregateCall(AggregateFunction.MAX, 1, null, DataType.BIGINT, DataType.BIGINT));
    var scan = new ScanNode(0, "t", ParquetFormat.DEFAULT, SCHEMA, SCHEMA, List.of(), null, 0);
    var root =
        new AggregateNode(
            scan,
            AggregateNode.Phase.PARTIAL,
            List.of(0),
            calls,
            AggregateNode.partialSchema(SCHEMA, List.of(0), calls));
    var fragment = new Fragment(root, new StageOutput.HashExchange(List.of(0)), "UTC");
    var requests = new ArrayList<Path>();
    for (int task = 0; task < TASKS; task++) {
      var request =
          new TaskRequest(
              "start",
              0,
              task,
              0,
              fragment,
              List.of(new TaskInput.Splits(0, List.of(file))),
              "s3://work/runs/start/segments/0/%d-0.segment".formatted(task),
              0,
              512L << 20);
      requests.add(Files.write(folder.resolve("task-" + task), new TaskWire(store).write(request)));
    }
    return requests;
  }

  private Split table() throws IOException {
    var output = folder.resolve("table");
    var sql =
        "SELECT concat('group ', id %% 50) AS name, id AS amount FROM range(%d)".formatted(ROWS);
    var variables = new LinkedHashMap<String, String>();
    variables.put("STINT_HOME", folder.resolve("home").toString());
    int code =
        Stint.run(
            new String[] {"sql", "-q", "--parallelism", "1", "--output", output.toString(), sql},
            System.out,
            System.err,
            variables);
    assertThat(code).isZero();
    try (var files = Files.list(output)) {
      var file =
          files.filter(path -> path.toString().endsWith(".parquet")).findFirst().orElseThrow();
      byte[] content = Files.readAllBytes(file);
      store.write("s3://work/t.parquet", content);
      return new Split("s3://work/t.parquet", content.length, 0, content.length, Map.of());
    }
  }
}
