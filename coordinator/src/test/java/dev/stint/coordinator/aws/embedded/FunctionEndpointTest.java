package dev.stint.coordinator.aws.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.coordinator.aws.AwsKeys;
import dev.stint.coordinator.aws.LambdaSettings;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

@EnabledOnOs(OS.LINUX)
class FunctionEndpointTest {

  private static final int CONCURRENCY = 3;
  private static final Duration AMPLE = Duration.ofMinutes(2);

  private final FunctionEndpoint endpoint =
      FunctionEndpoint.start(
          List.of(
              function("plain", SignallingHandler.NAME, AMPLE),
              function("hasty", SignallingHandler.NAME, Duration.ofSeconds(3)),
              function("broken", "no.such.Handler::handleRequest", AMPLE)));
  private final LambdaClient client = client(endpoint.settings());
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    endpoint.close();
    client.close();
    callers.close();
  }

  @Test
  void clientGetsWhatTheFunctionAnswers() {
    var response = invoke("plain", "echo grüße");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.functionError()).isNull();
    assertThat(response.payload().asUtf8String()).isEqualTo("echo grüße");
  }

  @Test
  void oneCallAfterTheOtherUsesOneProcess() {
    for (int call = 0; call < 20; call++) {
      invoke("plain", "echo " + call);
    }
    assertThat(endpoint.processes()).hasSize(1);
  }

  @Test
  void thrownExceptionIsAFunctionErrorAndLeavesTheProcessAlive() {
    var response = invoke("plain", "fail");

    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(response.payload().asUtf8String())
        .contains("\"errorType\":\"java.lang.IllegalStateException\"")
        .contains("told to fail");
    assertThat(endpoint.processes()).hasSize(1);
  }

  @Test
  void killedProcessIsNoticedBeforeItsTimeIsUpAndReplaced() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var call = callers.submit(() -> invoke("plain", "hold " + server.getLocalPort()));
      server.accept();

      endpoint.processes().forEach(ProcessHandle::destroyForcibly);
      var response = call.get();

      assertThat(response.functionError()).isEqualTo("Unhandled");
      assertThat(response.payload().asUtf8String())
          .contains("\"errorType\":\"Runtime.ExitError\"")
          .contains("signal: killed");
    }
    assertThat(invoke("plain", "echo again").payload().asUtf8String()).isEqualTo("echo again");
    assertThat(endpoint.processes()).hasSize(1);
  }

  @Test
  void endedProcessLeavesItsStatusAndItsLastWords() {
    var response =
        client.invoke(
            b ->
                b.functionName("plain")
                    .logType(LogType.TAIL)
                    .payload(SdkBytes.fromUtf8String("exit 3")));

    assertThat(response.payload().asUtf8String()).contains("exit status 3");
    assertThat(new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8))
        .contains("last words");
  }

  @Test
  void callsRunAtOnceUpToTheConcurrencyAndAreThrottledBeyondIt() throws Exception {
    try (var server = new ServerSocket(0, CONCURRENCY, InetAddress.getLoopbackAddress())) {
      var calls = new ArrayList<Future<InvokeResponse>>();
      var held = new ArrayList<Socket>();
      for (int call = 0; call < CONCURRENCY; call++) {
        calls.add(callers.submit(() -> invoke("plain", "hold " + server.getLocalPort())));
        held.add(server.accept());
      }

      assertThatThrownBy(() -> invoke("plain", "echo late"))
          .isInstanceOf(TooManyRequestsException.class);
      for (var socket : held) {
        socket.getOutputStream().write(1);
      }
      var processes = new HashSet<String>();
      for (var call : calls) {
        processes.add(call.get().payload().asUtf8String());
      }
      assertThat(processes).hasSize(CONCURRENCY);
    }
  }

  @Test
  void callThatTakesTooLongCostsTheProcess() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var response = invoke("hasty", "hold " + server.getLocalPort());

      assertThat(response.functionError()).isEqualTo("Unhandled");
      assertThat(response.payload().asUtf8String())
          .contains("Sandbox.Timedout")
          .contains("Task timed out after 3.00 seconds");
    }
    assertThat(endpoint.processes()).isEmpty();
  }

  @Test
  void eventIsAcceptedAtOnceAndDoneLater() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var payload = SdkBytes.fromUtf8String("hold " + server.getLocalPort());
      var response =
          client.invoke(
              b -> b.functionName("plain").invocationType(InvocationType.EVENT).payload(payload));

      assertThat(response.statusCode()).isEqualTo(202);
      assertThat(server.accept().isConnected()).isTrue();
    }
  }

  @Test
  void payloadsOfUpToSixMegabytesPass() {
    String text = "echo " + "x".repeat((6 << 20) - 5);

    assertThat(invoke("plain", text).payload().asByteArray()).hasSize(6 << 20);
    assertThatThrownBy(() -> invoke("plain", text + "x"))
        .isInstanceOf(RequestTooLargeException.class);
    assertThat(invoke("plain", "large " + (7 << 20)).payload().asUtf8String())
        .contains("Function.ResponseSizeTooLarge");
    assertThat(invoke("plain", "echo still alive").functionError()).isNull();
  }

  @Test
  void functionThatCannotStartSaysWhy() {
    var response = invoke("broken", "echo");

    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(response.payload().asUtf8String()).contains("no.such.Handler");
  }

  @Test
  void unknownFunctionAndStrangersAreRefused() {
    assertThatThrownBy(() -> invoke("other", "echo"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("other");
    var right = endpoint.settings();
    var wrong =
        new LambdaSettings(
            right.endpoint(),
            right.region(),
            AwsKeys.of("AKIAOTHER", Objects.requireNonNull(right.keys()).secretKey()),
            right.functions(),
            right.limits(),
            AMPLE);
    try (var stranger = client(wrong)) {
      assertThatThrownBy(() -> stranger.invoke(b -> b.functionName("plain")))
          .isInstanceOfSatisfying(
              LambdaException.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void closingEndsAllProcessesAndAnswersWhatTheyHad() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var call = callers.submit(() -> invoke("plain", "hold " + server.getLocalPort()));
      server.accept();
      var processes = endpoint.processes();

      endpoint.close();

      assertThat(processes).hasSize(1).noneMatch(ProcessHandle::isAlive);
      assertThat(call.get().payload().asUtf8String()).contains("Runtime.ExitError");
    }
  }

  private InvokeResponse invoke(String function, String payload) {
    return client.invoke(b -> b.functionName(function).payload(SdkBytes.fromUtf8String(payload)));
  }

  private static FunctionDefinition function(String name, String handler, Duration timeout) {
    return new FunctionDefinition(
        name, handler, classPath(), 256, timeout, CONCURRENCY, Map.of(), List.of());
  }

  private static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  @SuppressWarnings("deprecation")
  static LambdaClient client(LambdaSettings settings) {
    var keys = Objects.requireNonNull(settings.keys());
    return LambdaClient.builder()
        .endpointOverride(settings.endpoint())
        .region(Region.of(settings.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(keys.accessKey(), keys.secretKey())))
        .overrideConfiguration(b -> b.retryStrategy(r -> r.maxAttempts(1)))
        .httpClientBuilder(
            ApacheHttpClient.builder().socketTimeout(AMPLE).maxConnections(2 * CONCURRENCY))
        .build();
  }
}
