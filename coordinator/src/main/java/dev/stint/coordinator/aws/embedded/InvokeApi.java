package dev.stint.coordinator.aws.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/// Lambda's Invoke API over local processes: `POST /2015-03-31/functions/{name}/invocations`, for
/// the invocation types `RequestResponse`, `Event` (without Lambda's own retries) and `DryRun`. Of
/// a signature only the access key is checked: it is made up at each start and thus a secret.
final class InvokeApi implements HttpHandler {

  static final String PREFIX = "/2015-03-31/functions/";
  static final int MAX_PAYLOAD_BYTES = 6 << 20;
  static final int MAX_EVENT_BYTES = 1 << 20;

  private static final Pattern PATH = Pattern.compile(PREFIX + "([^/]+)/invocations");

  private final Map<String, FunctionProcesses> functions;
  private final String accessKey;

  InvokeApi(Map<String, FunctionProcesses> functions, String accessKey) {
    this.functions = functions;
    this.accessKey = accessKey;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    var path = PATH.matcher(exchange.getRequestURI().getPath());
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!exchange.getRequestMethod().equals("POST") || !path.matches()) {
      Exchanges.refuse(exchange, 404, "UnknownOperationException", "only Invoke is served here");
    } else if (authorization == null || !authorization.contains("Credential=" + accessKey + "/")) {
      String message = "The security token included in the request is invalid.";
      Exchanges.refuse(exchange, 403, "UnrecognizedClientException", message);
    } else {
      invoke(exchange, baseName(path.group(1)));
    }
  }

  /// A function may be named by its ARN.
  private static String baseName(String name) {
    return name.substring(name.lastIndexOf(':') + 1);
  }

  private void invoke(HttpExchange exchange, String name) throws IOException {
    var headers = exchange.getRequestHeaders();
    String given = headers.getFirst("X-Amz-Invocation-Type");
    String type = given == null ? "RequestResponse" : given;
    int maxBytes = type.equals("Event") ? MAX_EVENT_BYTES : MAX_PAYLOAD_BYTES;
    byte[] payload = Exchanges.body(exchange, maxBytes);
    var processes = functions.get(name);
    if (processes == null) {
      String message = "Function not found: %s; known are %s".formatted(name, functions.keySet());
      Exchanges.refuse(exchange, 404, "ResourceNotFoundException", message);
    } else if (payload == null) {
      Exchanges.refuse(
          exchange,
          413,
          "RequestTooLargeException",
          "Request must be smaller than %d bytes for the InvokeFunction operation"
              .formatted(maxBytes));
    } else {
      switch (type) {
        case "RequestResponse" -> call(exchange, processes, new FunctionCall(payload));
        case "Event" -> callLater(exchange, processes, new FunctionCall(payload));
        case "DryRun" -> Exchanges.answer(exchange, 204, new byte[0]);
        default ->
            Exchanges.refuse(
                exchange, 400, "InvalidParameterValueException", "invocation type " + type);
      }
    }
  }

  private static void call(HttpExchange exchange, FunctionProcesses processes, FunctionCall call)
      throws IOException {
    if (!processes.tryCall(call)) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      Exchanges.refuse(exchange, 429, "TooManyRequestsException", "Rate Exceeded.");
      return;
    }
    var answer = call.answer.join();
    var headers = exchange.getResponseHeaders();
    headers.set("x-amzn-RequestId", call.id);
    headers.set("X-Amz-Executed-Version", "$LATEST");
    if (answer.isError) {
      headers.set("X-Amz-Function-Error", "Unhandled");
    }
    if ("Tail".equals(exchange.getRequestHeaders().getFirst("X-Amz-Log-Type"))) {
      headers.set("X-Amz-Log-Result", Base64.getEncoder().encodeToString(logTail(answer)));
    }
    Exchanges.answer(exchange, 200, answer.payload);
  }

  private static byte[] logTail(FunctionAnswer answer) {
    byte[] log = answer.logTail.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOfRange(log, Math.max(0, log.length - OutputTail.MAX_BYTES), log.length);
  }

  private static void callLater(
      HttpExchange exchange, FunctionProcesses processes, FunctionCall call) throws IOException {
    Thread.ofVirtual().name("event-" + call.id).start(() -> callWhenFree(processes, call));
    exchange.getResponseHeaders().set("x-amzn-RequestId", call.id);
    Exchanges.answer(exchange, 202, new byte[0]);
  }

  private static void callWhenFree(FunctionProcesses processes, FunctionCall call) {
    try {
      processes.callWhenFree(call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
