package dev.stint.coordinator.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/// What a failed invocation means for the attempt.
final class InvokeFailures {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// The line that Lambda logs at the end of each invocation.
  private static final Pattern MEMORY =
      Pattern.compile("Memory Size: (\\d+) MB\\s+Max Memory Used: (\\d+) MB");

  private InvokeFailures() {}

  /// The function's process ended, ran out of time or memory, or its handler threw.
  static TaskFailure ofFunction(String function, byte[] payload, @Nullable String logResult) {
    var error = error(payload);
    String type = error.path("errorType").asText("");
    String message = error.path("errorMessage").asText("");
    String log = logResult == null ? "" : decode(logResult);
    if (isOutOfMemory(type, log)) {
      return failure(FailureKind.RESOURCE, function + " ran out of memory", message, log);
    }
    if (isTimeout(type, message)) {
      return failure(FailureKind.TRANSIENT, function + " ran out of time", message, log);
    }
    if (type.equals("Runtime.ExitError") || type.startsWith("Sandbox.")) {
      return failure(FailureKind.TRANSIENT, function + " was lost", message, log);
    }
    String what = function + " failed with " + (type.isEmpty() ? "an unnamed error" : type);
    return failure(FailureKind.INTERNAL, what, message, error.toPrettyString() + "\n" + log);
  }

  /// Lambda refused the invocation, or could not be reached.
  static TaskFailure ofService(LambdaSettings settings, SdkException e) {
    String where = settings.endpoint() == null ? settings.region() : settings.endpoint().toString();
    String what = "cannot invoke a function in " + where;
    if (!(e instanceof AwsServiceException service)) {
      return ofClient(what, e);
    }
    int status = service.statusCode();
    String message = e.getMessage();
    if (e instanceof ResourceNotFoundException) {
      return failure(FailureKind.USER, what, message + "; deploy it, or correct the region", "");
    }
    if (status == 401 || status == 403) {
      String advice = "; the credentials need lambda:InvokeFunction on it";
      return failure(FailureKind.USER, what, message + advice, "");
    }
    boolean mayPass = status == 429 || status == 409 || status == 410 || status >= 500;
    return failure(mayPass ? FailureKind.TRANSIENT : FailureKind.INTERNAL, what, message, "");
  }

  private static TaskFailure ofClient(String what, SdkException e) {
    String message = String.valueOf(e.getMessage());
    boolean lacksCredentials = message.contains("Unable to load credentials");
    return failure(lacksCredentials ? FailureKind.USER : FailureKind.TRANSIENT, what, message, "");
  }

  private static boolean isOutOfMemory(String type, String log) {
    if (type.equals("Runtime.OutOfMemory") || type.endsWith("OutOfMemoryError")) {
      return true;
    }
    var memory = MEMORY.matcher(log);
    boolean isFull =
        memory.find() && Integer.parseInt(memory.group(2)) >= Integer.parseInt(memory.group(1));
    return type.equals("Runtime.ExitError")
        && (isFull || log.contains("java.lang.OutOfMemoryError"));
  }

  private static boolean isTimeout(String type, String message) {
    return type.equals("Sandbox.Timedout") || message.contains("Task timed out after");
  }

  private static TaskFailure failure(
      FailureKind kind, String what, @Nullable String why, String details) {
    String message = why == null || why.isEmpty() ? what : what + ": " + why;
    return new TaskFailure(kind, message, details.isBlank() ? null : details.strip());
  }

  private static JsonNode error(byte[] payload) {
    try {
      return MAPPER.readTree(payload);
    } catch (IOException e) {
      String text = new String(payload, StandardCharsets.UTF_8);
      return MAPPER.createObjectNode().put("errorMessage", text);
    }
  }

  private static String decode(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
