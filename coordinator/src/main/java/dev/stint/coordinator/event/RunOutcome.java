package dev.stint.coordinator.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stint.plan.task.TaskFailure;

/// How a run ended.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunOutcome.Succeeded.class, name = "succeeded"),
  @JsonSubTypes.Type(value = RunOutcome.Skipped.class, name = "skipped"),
  @JsonSubTypes.Type(value = RunOutcome.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = RunOutcome.Cancelled.class, name = "cancelled"),
})
public sealed interface RunOutcome {

  record Succeeded() implements RunOutcome {}

  /// The output was there and the write mode is `ignore`.
  record Skipped() implements RunOutcome {}

  record Failed(TaskFailure cause) implements RunOutcome {}

  record Cancelled() implements RunOutcome {}
}
