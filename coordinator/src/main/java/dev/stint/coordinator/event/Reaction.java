package dev.stint.coordinator.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stint.plan.task.TaskFailure;
import java.time.Duration;

/// What the failure of an attempt leads to.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reaction")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reaction.Retry.class, name = "retry"),
  @JsonSubTypes.Type(value = Reaction.Enlarge.class, name = "enlarge"),
  @JsonSubTypes.Type(value = Reaction.Redo.class, name = "redo"),
  @JsonSubTypes.Type(value = Reaction.Ignore.class, name = "ignore"),
  @JsonSubTypes.Type(value = Reaction.EndRun.class, name = "endRun"),
})
public sealed interface Reaction {

  /// The task is tried again after `pause`; the failure counts.
  record Retry(Duration pause) implements Reaction {}

  /// The task is tried again at once, in a function of that memory.
  record Enlarge(long functionMemoryBytes) implements Reaction {}

  /// The task is tried again at once, and the failure does not count: nobody but the coordinator
  /// that waited for the attempt is to blame.
  record Redo() implements Reaction {}

  /// Nothing: another attempt goes on, or nobody waits for this one.
  record Ignore() implements Reaction {}

  /// `because` is what the run ends with.
  record EndRun(TaskFailure because) implements Reaction {}
}
