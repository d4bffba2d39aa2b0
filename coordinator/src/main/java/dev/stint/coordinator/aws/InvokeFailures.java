package dev.stint.coordinator.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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

  /// What Lambda calls a process that ended without answering.
  private static final String EXIT = "Runtime.ExitError";

  /// Lambda measures now and then: a process can be killed a little before it was seen to be full.
  private static final int FULL_PERCENT_OF_KILLED = 95;

  /// What a JVM prints before it ends for lack of heap, or of memory beside it.
  private static final List<String> LAST_WORDS =
      List.of(
          "java.lang.OutOfMemoryError",
          "insufficient memory for the Java Runtime Environment",
          "OutOfMemory encountered");

  private InvokeFailures() {}

  /// The function's process ended, ran out of time or memory, or its handler threw.
  static TaskFailure ofFunction(String function, byte[] payload, @Nullable String logResult) {
    var error = error(payload);
    String type = error.path("errorType").asText("");
    String message = error.path("errorMessage").asText("");
    String log = logResult == null ? "" : decode(logResult);
    boolean wasKilled = type.equals(EXIT) && message.contains("signal: killed");
    if (isOutOfMemory(type, wasKilled, log)) {
      return failure(FailureKind.RESOURCE, function + " ran out of memory", message, log);
    }
    if (isTimeout(type, message)) {
      return failure(FailureKind.TRANSIENT, function + " ran out of time", message, log);
    }
    if (wasKilled) {
      var lost = failure(FailureKind.TRANSIENT, function + " was lost", message, log);
      return TaskFailure.killed(lost.message(), lost.stackTrace());
    }
    if (type.equals(EXIT) || type.startsWith("Sandbox.")) {
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
    boolean mayPass = status == 409 || status == 410 || status >= 500;
    return failure(mayPass ? FailureKind.TRANSIENT : FailureKind.INTERNAL, what, message, "");
  }

  /// Whether Lambda refused an invocation because there are too many, which only waiting mends.
  static boolean isRefusal(SdkException e) {
    return e instanceof AwsServiceException service && service.statusCode() == 429;
  }

  /// Lambda has refused everything for so long that waiting is pointless.
  static TaskFailure ofRefusals(String function, SdkException e) {
    String what =
        "Lambda has refused every invocation of %s for minutes, while none of this program's ran"
            .formatted(function);
    String advice =
        "; look at the account's concurrency, at the function's reserved concurrency, and at what"
            + " else uses them";
    return failure(FailureKind.USER, what, e.getMessage() + advice, "");
  }

  private static TaskFailure ofClient(String what, SdkException e) {
    String message = String.valueOf(e.getMessage());
    boolean lacksCredentials = message.contains("Unable to load credentials");
    if (message.contains("Too many open files")) {
      message += "; " + Descriptors.ADVICE;
    }
    return failure(lacksCredentials ? FailureKind.USER : FailureKind.TRANSIENT, what, message, "");
  }

  private static boolean isOutOfMemory(String type, boolean wasKilled, String log) {
    if (type.equals("Runtime.OutOfMemory") || type.endsWith("OutOfMemoryError")) {
      return true;
    }
    boolean isFull = usedPercent(log) >= (wasKilled ? FULL_PERCENT_OF_KILLED : 100);
    return type.equals(EXIT) && (isFull || LAST_WORDS.stream().anyMatch(log::contains));
  }

  /// Of the function's memory, as far as the log's end tells; 0 if it does not.
  private static long usedPercent(String log) {
    var memory = MEMORY.matcher(log);
    return memory.find()
        ? 100 * Long.parseLong(memory.group(2)) / Long.parseLong(memory.group(1))
        : 0;
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
