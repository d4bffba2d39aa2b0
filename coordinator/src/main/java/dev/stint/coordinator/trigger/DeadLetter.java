package dev.stint.coordinator.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stint.coordinator.job.JobRequest;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What failed for good, why, and what to do. `job`, `execution` and `trigger` are `null` where
/// there is none, or none that is known; `event` is what came, where it led to no execution.
public record DeadLetter(
    @Nullable String job,
    @Nullable String execution,
    @Nullable String trigger,
    String reason,
    String remedy,
    Instant time,
    @Nullable JsonNode event) {

  /// The version of the format of messages.
  public static final int VERSION = 1;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Of an execution that was started by a trigger and did not succeed.
  public static DeadLetter of(JobRequest request, TaskFailure failure, Instant time) {
    return of(request, failure.kind(), failure.message(), time);
  }

  /// Of an execution that was started by a trigger and did not succeed.
  public static DeadLetter of(JobRequest request, FailureKind kind, String message, Instant time) {
    return of(request.name(), request.id(), request.trigger(), kind, message, time);
  }

  static DeadLetter of(
      @Nullable String job,
      String execution,
      String trigger,
      FailureKind kind,
      String message,
      Instant time) {
    return new DeadLetter(job, execution, trigger, message, remedy(kind, execution), time, null);
  }

  private static String remedy(FailureKind kind, String execution) {
    return switch (kind) {
      case USER ->
          "mend what the reason names; then upload the file again, or run the time again with 'stint backfill'; see 'stint runs %s'"
              .formatted(execution);
      case TRANSIENT ->
          "it may pass: upload the file again, or run the time again with 'stint backfill'; see 'stint runs %s'"
              .formatted(execution);
      case RESOURCE ->
          "give the functions more memory or the job less input; see 'stint runs %s'"
              .formatted(execution);
      case INTERNAL ->
          "this is a bug in Stint: report it with the output of 'stint runs %s'"
              .formatted(execution);
    };
  }

  /// As JSON: `{"stint":1,"job":…,"execution":…,"trigger":…,"reason":…,"remedy":…,"time":…}`, with
  /// `event` where there is one.
  public ObjectNode toJson() {
    var json =
        MAPPER
            .createObjectNode()
            .put("stint", VERSION)
            .put("job", job)
            .put("execution", execution)
            .put("trigger", trigger)
            .put("reason", reason)
            .put("remedy", remedy)
            .put("time", time.toString());
    if (event != null) {
      json.set("event", event);
    }
    return json;
  }
}
