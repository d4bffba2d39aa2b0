package dev.stint.plan.task;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stint.plan.stage.Split;
import java.util.List;

/// What one task reads through one source of its fragment. A source without an input gives no rows.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "input")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TaskInput.Splits.class, name = "splits"),
  @JsonSubTypes.Type(value = TaskInput.Partition.class, name = "partition"),
})
public sealed interface TaskInput {

  int sourceId();

  record Splits(int sourceId, List<Split> splits) implements TaskInput {
    public Splits {
      splits = List.copyOf(splits);
    }
  }

  /// The rows of `segments` whose keys lie in `range`. Each segment lists only the blocks that
  /// overlap the range; they are adjacent in the object, so one ranged read fetches them.
  record Partition(int sourceId, KeyRange range, List<SegmentRef> segments) implements TaskInput {
    public Partition {
      segments = List.copyOf(segments);
    }
  }
}
