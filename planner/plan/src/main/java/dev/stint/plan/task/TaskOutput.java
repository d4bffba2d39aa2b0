package dev.stint.plan.task;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// What a successful attempt leaves: a segment of its stage's exchange, or files not yet visible.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "output")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TaskOutput.Segment.class, name = "segment"),
  @JsonSubTypes.Type(value = TaskOutput.Files.class, name = "files"),
})
public sealed interface TaskOutput {

  /// A segment without blocks holds no rows and no object.
  record Segment(SegmentRef segment) implements TaskOutput {}

  record Files(List<PendingFile> files) implements TaskOutput {
    public Files {
      files = List.copyOf(files);
    }
  }
}
