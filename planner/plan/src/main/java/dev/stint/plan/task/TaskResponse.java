package dev.stint.plan.task;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// How an attempt ended, as the function reports it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "response")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TaskResponse.Succeeded.class, name = "succeeded"),
  @JsonSubTypes.Type(value = TaskResponse.Failed.class, name = "failed"),
})
public sealed interface TaskResponse {

  TaskMetrics metrics();

  record Succeeded(TaskOutput output, TaskMetrics metrics) implements TaskResponse {}

  record Failed(TaskFailure failure, TaskMetrics metrics) implements TaskResponse {}
}
