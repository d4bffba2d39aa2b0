package dev.stint.coordinator.commit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// How far a commit is.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({@JsonSubTypes.Type(value = CommitStep.Finished.class, name = "finished")})
public sealed interface CommitStep {

  /// All files are visible.
  record Finished() implements CommitStep {}
}
