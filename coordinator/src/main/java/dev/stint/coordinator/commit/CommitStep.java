package dev.stint.coordinator.commit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/// What a commit has done so far, told in the order of its doing on the thread that commits. A
/// commit that is taken up again tells again of what it does again.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CommitStep.Planned.class, name = "planned"),
  @JsonSubTypes.Type(value = CommitStep.PointReached.class, name = "point-reached"),
  @JsonSubTypes.Type(value = CommitStep.UploadsCompleted.class, name = "uploads-completed"),
  @JsonSubTypes.Type(value = CommitStep.ReplacedDeleted.class, name = "replaced-deleted"),
  @JsonSubTypes.Type(value = CommitStep.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = CommitStep.Abandoned.class, name = "abandoned"),
  @JsonSubTypes.Type(value = CommitStep.FinishedOther.class, name = "finished-other"),
})
public sealed interface CommitStep {

  /// So many files are about to appear. `foundCount` objects lie under the output's path, hidden
  /// ones among them, the last of a commit by `foundRunId` if they say so; `replacedCount` of them
  /// will go.
  record Planned(
      int fileCount,
      long bytes,
      int foundCount,
      long foundBytes,
      @Nullable String foundRunId,
      int replacedCount)
      implements CommitStep {}

  /// From here on the run is committed, whatever fails.
  record PointReached() implements CommitStep {}

  /// All files of the run are there.
  record UploadsCompleted(int count) implements CommitStep {}

  /// What the run replaces is gone.
  record ReplacedDeleted(int count) implements CommitStep {}

  /// The commit is done, by this process or by another.
  record Finished() implements CommitStep {}

  /// Nothing of the run will ever be visible.
  record Abandoned(String reason) implements CommitStep {}

  /// The commit of another run, which had been cut off or was under way, is done.
  record FinishedOther(String runId) implements CommitStep {}
}
