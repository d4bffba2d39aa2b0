package dev.stint.coordinator.aws.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lambda's Runtime API, through which processes fetch invocations and answer them. Each process
/// has its own address, which begins with its token.
final class RuntimeApi implements HttpHandler {

  /// Lambda lets answers be a little larger than requests.
  private static final int MAX_ANSWER_BYTES = InvokeApi.MAX_PAYLOAD_BYTES + 100;

  private static final Pattern PATH =
      Pattern.compile("/([0-9a-f-]+)/2018-06-01/runtime/(invocation|init)/(?:([^/]+)/)?([a-z]+)");

  private final Collection<FunctionProcesses> functions;

  RuntimeApi(Collection<FunctionProcesses> functions) {
    this.functions = functions;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    var path = PATH.matcher(exchange.getRequestURI().getPath());
    var caller = path.matches() ? caller(path.group(1)) : null;
    if (caller == null) {
      Exchanges.answer(exchange, 403, new byte[0]);
      return;
    }
    String callId = Objects.requireNonNullElse(path.group(3), "");
    switch (path.group(2) + "/" + path.group(4)) {
      case "invocation/next" -> next(exchange, caller);
      case "invocation/response" -> response(exchange, caller, callId);
      case "invocation/error" -> error(exchange, caller, callId);
      case "init/error" -> initError(exchange, caller);
      default -> Exchanges.answer(exchange, 404, new byte[0]);
    }
  }

  private record Caller(FunctionProcesses processes, FunctionProcess process) {
    String log() {
      return process.output.text();
    }
  }

  private @Nullable Caller caller(String token) {
    for (var processes : functions) {
      var process = processes.process(token);
      if (process != null) {
        return new Caller(processes, process);
      }
    }
    return null;
  }

  private static void next(HttpExchange exchange, Caller caller) throws IOException {
    try {
      var call = caller.processes().next(caller.process()).join();
      var function = caller.processes().function();
      var headers = exchange.getResponseHeaders();
      var deadline = Objects.requireNonNullElse(call.deadline, Instant.MAX);
      headers.set("Lambda-Runtime-Aws-Request-Id", call.id);
      headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
      headers.set("Lambda-Runtime-Invoked-Function-Arn", function.arn());
      headers.set("Lambda-Runtime-Trace-Id", "Root=1-" + call.id + ";Sampled=0");
      Exchanges.answer(exchange, 200, call.payload);
    } catch (CancellationException e) {
      // The process has ended: nobody reads an answer.
      exchange.close();
    }
  }

  private static void response(HttpExchange exchange, Caller caller, String callId)
      throws IOException {
    byte[] payload = Exchanges.body(exchange, MAX_ANSWER_BYTES);
    if (payload == null) {
      finish(
          exchange,
          caller,
          callId,
          FunctionAnswer.error(
              "Function.ResponseSizeTooLarge",
              "Response payload size exceeded maximum allowed payload size (%d bytes)."
                  .formatted(MAX_ANSWER_BYTES),
              caller.log()));
    } else {
      finish(exchange, caller, callId, FunctionAnswer.success(payload, caller.log()));
    }
  }

  private static void error(HttpExchange exchange, Caller caller, String callId)
      throws IOException {
    byte[] payload = Exchanges.body(exchange, MAX_ANSWER_BYTES);
    byte[] known =
        payload != null
            ? payload
            : FunctionAnswer.errorPayload("Runtime.Unknown", "the error is too large to report");
    finish(exchange, caller, callId, FunctionAnswer.reported(known, caller.log()));
  }

  private static void finish(
      HttpExchange exchange, Caller caller, String callId, FunctionAnswer answer)
      throws IOException {
    boolean isOpen = caller.processes().answer(caller.process(), callId, answer);
    byte[] body =
        isOpen
            ? "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8)
            : FunctionAnswer.errorPayload("InvalidRequestID", "Invalid request ID");
    Exchanges.answer(exchange, isOpen ? 202 : 400, body);
  }

  private static void initError(HttpExchange exchange, Caller caller) throws IOException {
    byte[] error = Exchanges.body(exchange, MAX_ANSWER_BYTES);
    if (error != null) {
      caller.processes().initFailed(caller.process(), error);
    }
    Exchanges.answer(exchange, 202, new byte[0]);
  }
}
