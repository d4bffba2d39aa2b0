package dev.stint.coordinator.aws.embedded;

import com.sun.net.httpserver.HttpExchange;
import dev.stint.plan.json.PlanJson;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reading and answering the requests of Lambda's two APIs.
final class Exchanges {

  private Exchanges() {}

  /// The body, or `null` when it is longer than `maxBytes`.
  static byte @Nullable [] body(HttpExchange exchange, int maxBytes) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(maxBytes + 1);
    if (body.length <= maxBytes) {
      return body;
    }
    exchange.getRequestBody().skip(Long.MAX_VALUE);
    return null;
  }

  static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /// An error of the Invoke API as the SDK reads it: the type in a header, the rest in the body.
  static void refuse(HttpExchange exchange, int status, String errorType, String message)
      throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("x-amzn-ErrorType", errorType);
    headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
    answer(exchange, status, PlanJson.write(Map.of("Type", "User", "message", message)));
  }
}
