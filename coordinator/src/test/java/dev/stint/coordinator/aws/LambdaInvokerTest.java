package dev.stint.coordinator.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.aws.embedded.FunctionDefinition;
import dev.stint.coordinator.aws.embedded.FunctionEndpoint;
import dev.stint.coordinator.aws.embedded.FunctionPackage;
import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskFailure;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.wire.TaskWire;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LambdaInvokerTest {

  private static final int CONCURRENCY = 2;
  private static final long SMALL_BYTES = 192L << 20;

  @TempDir private Path folder;
  private final FileObjectStore store = new FileObjectStore();
  private static final FunctionEndpoint ENDPOINT =
      FunctionEndpoint.start(List.of(function(192, "small"), function(256, "large")));
  private final LambdaInvoker invoker = new LambdaInvoker(ENDPOINT.settings(), store);

  @AfterEach
  void end() {
    invoker.close();
    store.close();
  }

  @AfterAll
  static void endFunctions() {
    ENDPOINT.close();
  }

  @Test
  void attemptGetsTheFunctionsResponse() {
    assertThat(failure(invoke("answer", SMALL_BYTES)).message()).matches("2.5.1 of \\d+ bytes .*");
  }

  @Test
  void attemptRunsInTheSmallestFunctionThatIsLargeEnough() {
    assertThat(failure(invoke("answer", SMALL_BYTES)).message()).endsWith("in 192 MB");
    assertThat(failure(invoke("answer", SMALL_BYTES + 1)).message()).endsWith("in 256 MB");
    assertThat(failure(invoke("answer", 257L << 20)))
        .isEqualTo(
            new TaskFailure(
                FailureKind.RESOURCE,
                "no function has 257 MB of memory: the largest, large, has 256",
                null));
  }

  @Test
  void lostFunctionIsTransientAndTheNextAttemptSucceeds() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var response = invoke("hold-" + server.getLocalPort(), SMALL_BYTES);
      server.accept();

      ENDPOINT.processes().forEach(ProcessHandle::destroyForcibly);
      var failure = failure(response);

      assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
      assertThat(failure.message()).contains("small was lost").contains("signal: killed");
      assertThat(failure.mayBeOutOfMemory()).isTrue();
    }
    assertThat(failure(invoke("answer", SMALL_BYTES)).kind()).isEqualTo(FailureKind.USER);
  }

  @Test
  void functionThatEndsItselfIsTransient() {
    var failure = failure(invoke("exit", SMALL_BYTES));

    assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
    assertThat(failure.mayBeOutOfMemory()).isFalse();
  }

  @Test
  void functionThatRunsOutOfMemoryNeedsMore() {
    var failure = failure(invoke("exhaust", SMALL_BYTES));

    assertThat(failure.kind()).isEqualTo(FailureKind.RESOURCE);
    assertThat(failure.message()).startsWith("small ran out of memory");
  }

  @Test
  void functionThatThrowsIsABugWithItsStackTrace() {
    var failure = failure(invoke("throw", SMALL_BYTES));

    assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
    assertThat(failure.message()).contains("IllegalStateException").contains("told to throw");
    assertThat(failure.stackTrace()).contains("ScriptedTaskHandler.handleRequest");
  }

  @Test
  void functionThatRunsOutOfTimeIsTransient() throws Exception {
    var hasty =
        new FunctionDefinition(
            "hasty",
            ScriptedTaskHandler.NAME,
            FunctionPackage.ownClassPath(),
            192,
            Duration.ofSeconds(2),
            1,
            Map.of(),
            List.of());
    try (var other = FunctionEndpoint.start(List.of(hasty));
        var hastyInvoker = new LambdaInvoker(other.settings(), store);
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var request = request("hold-" + server.getLocalPort(), 0);

      var failure = failure(hastyInvoker.invoke(request, SMALL_BYTES).response());

      assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
      assertThat(failure.message()).contains("timed out after 2.00 seconds");
    }
  }

  @Test
  void requestsAboveLambdasLimitGoThroughAnObject() {
    var request = request("answer", 7 << 20);

    var failure = failure(invoker.invoke(request, SMALL_BYTES).response());

    assertThat(failure.message()).matches("2.5.1 of 73\\d{5} bytes .*");
    assertThat(store.list(folder.toUri().toString())).hasSize(1);
  }

  @Test
  void responseOfAnotherVersionIsTheUsersToMend() {
    var failure = failure(invoke("later", SMALL_BYTES));

    assertThat(failure.kind()).isEqualTo(FailureKind.USER);
    assertThat(failure.message())
        .isEqualTo(
            "this coordinator speaks version %d of Stint's task format, the response has version %d: deploy function and coordinator from the same version"
                .formatted(TaskWire.VERSION, TaskWire.VERSION + 1));
  }

  @Test
  void throttledAttemptsWaitForTheirTurn() throws Exception {
    var right = ENDPOINT.settings();
    var eager = settings(right, right.keys(), "small", 3 * CONCURRENCY);
    try (var eagerInvoker = new LambdaInvoker(eager, store);
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var request = request("hold-" + server.getLocalPort(), 0);
      var responses =
          IntStream.range(0, 3 * CONCURRENCY)
              .mapToObj(_ -> eagerInvoker.invoke(request, SMALL_BYTES).response())
              .toList();
      for (int attempt = 0; attempt < responses.size(); attempt++) {
        try (var socket = server.accept()) {
          socket.getOutputStream().write(1);
        }
      }
      assertThat(responses)
          .allSatisfy(each -> assertThat(failure(each).kind()).isEqualTo(FailureKind.USER));
    }
  }

  @Test
  void functionThatIsNotThereOrDeniedIsTheUsersToMend() {
    var right = ENDPOINT.settings();
    var unknown = settings(right, right.keys(), "nowhere", 1);
    var denied = settings(right, AwsKeys.of("AKIAOTHER", secretKey(right)), "small", 1);

    assertThat(failureWith(unknown).kind()).isEqualTo(FailureKind.USER);
    assertThat(failureWith(unknown).message()).contains("nowhere").contains("deploy it");
    assertThat(failureWith(denied).kind()).isEqualTo(FailureKind.USER);
    assertThat(failureWith(denied).message()).contains("lambda:InvokeFunction");
  }

  @Test
  void endpointThatIsGoneIsTransient() {
    LambdaSettings settings;
    try (var other = FunctionEndpoint.start(List.of(function(192, "small")))) {
      settings = other.settings();
    }

    assertThat(failureWith(settings).kind()).isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void cancelledAttemptThatHearsOfItOtherwiseEndsAtOnce() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var other =
            new LambdaInvoker(ENDPOINT.settings(), store, LambdaInvoker.StopFlags.NOT_NEEDED)) {
      var invocation = other.invoke(request("hold-" + server.getLocalPort(), 0), SMALL_BYTES);
      server.accept();

      invocation.cancel().run();

      assertThat(failure(invocation.response()).message()).contains("cancelled");
    }
  }

  @Test
  void secretsAreNotPrinted() {
    var settings = ENDPOINT.settings();

    assertThat(settings.toString())
        .doesNotContain(secretKey(settings))
        .doesNotContain(Objects.requireNonNull(settings.keys()).accessKey());
  }

  private static String secretKey(LambdaSettings settings) {
    return Objects.requireNonNull(settings.keys()).secretKey();
  }

  private TaskFailure failureWith(LambdaSettings settings) {
    try (var other = new LambdaInvoker(settings, store)) {
      return failure(other.invoke(request("answer", 0), SMALL_BYTES).response());
    }
  }

  private CompletableFuture<TaskResponse> invoke(String script, long memoryBytes) {
    return invoker.invoke(request(script, 0), memoryBytes).response();
  }

  /// The scripted function has no other way to respond than a failure.
  private static TaskFailure failure(CompletableFuture<TaskResponse> response) {
    return ((TaskResponse.Failed) response.join()).failure();
  }

  private static LambdaSettings settings(
      LambdaSettings base, @Nullable AwsKeys keys, String function, int concurrency) {
    var functions = new TreeMap<Integer, String>();
    functions.put(192, function);
    return new LambdaSettings(
        base.endpoint(),
        base.region(),
        keys,
        functions,
        PaceLimits.ofConcurrency(concurrency),
        base.timeout());
  }

  private TaskRequest request(String script, int inlineChars) {
    var fragment =
        new Fragment(
            new ValuesNode(Schema.EMPTY, List.of(List.of())),
            new StageOutput.UnkeyedExchange(),
            "UTC");
    var segment = new SegmentRef("inline", "x".repeat(inlineChars), inlineChars, List.of());
    var input = new TaskInput.Partition(0, KeyRange.ALL, List.of(segment));
    return new TaskRequest(
        script, 2, 5, 1, fragment, List.of(input), folder.toUri() + "segment", 1 << 10, 1 << 20);
  }

  private static FunctionDefinition function(int megabytes, String name) {
    return new FunctionDefinition(
        name,
        ScriptedTaskHandler.NAME,
        FunctionPackage.ownClassPath(),
        megabytes,
        Duration.ofMinutes(2),
        CONCURRENCY,
        Map.of(),
        List.of());
  }
}
