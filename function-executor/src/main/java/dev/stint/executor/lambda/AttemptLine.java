package dev.stint.executor.lambda;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stint.plan.task.FailedRequests;
import dev.stint.plan.task.TaskMetrics;
import dev.stint.plan.task.TaskRequest;
import dev.stint.plan.task.TaskResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/// The line that ends an attempt: its ids, its outcome, and its numbers in CloudWatch's embedded
/// metric format, from which CloudWatch makes metrics per function and outcome in the namespace
/// `Stint`. The ids are fields to search by; as dimensions each run would be a metric of its own.
final class AttemptLine {

  private static final String NAMESPACE = "Stint";

  private record Metric(String name, String unit, double value) {}

  private final JsonLines lines;
  private final String function;
  private final InstantSource clock;

  AttemptLine(JsonLines lines, String function, InstantSource clock) {
    this.lines = lines;
    this.function = function;
    this.clock = clock;
  }

  void write(TaskRequest request, TaskResponse response) {
    var now = clock.instant();
    var metrics = metrics(response.metrics());
    lines.write(
        json -> {
          writeMetadata(json, now, metrics);
          json.writeStringField("timestamp", now.toString());
          json.writeStringField("level", response instanceof TaskResponse.Failed ? "WARN" : "INFO");
          json.writeStringField("function", function);
          FunctionLog.writeIds(json, request);
          writeOutcome(json, response);
          for (var metric : metrics) {
            json.writeNumberField(metric.name(), metric.value());
          }
        });
  }

  private static void writeOutcome(JsonGenerator json, TaskResponse response) throws IOException {
    switch (response) {
      case TaskResponse.Succeeded _ -> json.writeStringField("outcome", "succeeded");
      case TaskResponse.Failed(var failure, _) -> {
        json.writeStringField("outcome", "failed-" + failure.kind());
        json.writeStringField("message", failure.message());
        json.writeStringField("stackTrace", failure.stackTrace());
      }
    }
  }

  private static void writeMetadata(JsonGenerator json, Instant now, List<Metric> metrics)
      throws IOException {
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", now.toEpochMilli());
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", NAMESPACE);
    json.writeArrayFieldStart("Dimensions");
    json.writeArray(new String[] {"function"}, 0, 1);
    json.writeArray(new String[] {"function", "outcome"}, 0, 2);
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (var metric : metrics) {
      json.writeStartObject();
      json.writeStringField("Name", metric.name());
      json.writeStringField("Unit", metric.unit());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static List<Metric> metrics(TaskMetrics metrics) {
    var failed =
        Objects.requireNonNullElseGet(metrics.failedRequests(), () -> new FailedRequests(0, 0, 0));
    return List.of(
        new Metric("attempts", "Count", 1),
        new Metric("coldStarts", "Count", metrics.isColdStart() ? 1 : 0),
        new Metric("inputRows", "Count", metrics.inputRows()),
        new Metric("inputBytes", "Bytes", metrics.inputBytes()),
        new Metric("outputRows", "Count", metrics.outputRows()),
        new Metric("outputBytes", "Bytes", metrics.outputBytes()),
        new Metric("getRequests", "Count", metrics.getRequests()),
        new Metric("putRequests", "Count", metrics.putRequests()),
        new Metric("listRequests", "Count", metrics.listRequests()),
        new Metric("hedgedRequests", "Count", metrics.hedgedRequests()),
        new Metric("throttledReads", "Count", failed.throttledReads()),
        new Metric("throttledWrites", "Count", failed.throttledWrites()),
        new Metric("otherFailedRequests", "Count", failed.others()),
        new Metric("peakMemoryBytes", "Bytes", metrics.peakMemoryBytes()),
        new Metric("spilledBytes", "Bytes", metrics.spilledBytes()),
        new Metric("wallMillis", "Milliseconds", metrics.wallNanos() / 1e6),
        new Metric("cpuMillis", "Milliseconds", metrics.cpuNanos() / 1e6));
  }
}
