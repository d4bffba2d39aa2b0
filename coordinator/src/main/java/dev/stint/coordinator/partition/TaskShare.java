package dev.stint.coordinator.partition;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SortableKey;
import org.jspecify.annotations.Nullable;

/// What one task reads of its stage's sources, as data. Splits, segments and blocks are named by
/// their places, from 0, in the lists that were there when the stage was cut, so a share means
/// something only beside these. Beside a share of the other sources a task reads the broadcast
/// exchanges whole.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "share")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TaskShare.Nothing.class, name = "nothing"),
  @JsonSubTypes.Type(value = TaskShare.Everything.class, name = "everything"),
  @JsonSubTypes.Type(value = TaskShare.Splits.class, name = "splits"),
  @JsonSubTypes.Type(value = TaskShare.Buckets.class, name = "buckets"),
  @JsonSubTypes.Type(value = TaskShare.DividedBuckets.class, name = "divided"),
  @JsonSubTypes.Type(value = TaskShare.Keys.class, name = "keys"),
  @JsonSubTypes.Type(value = TaskShare.Group.class, name = "group"),
  @JsonSubTypes.Type(value = TaskShare.Blocks.class, name = "blocks"),
})
public sealed interface TaskShare {

  /// No rows, of broadcasts neither: all that a root without rows does is to end the run.
  record Nothing() implements TaskShare {}

  /// All of all sources: gathered rows that must meet, constants that must not be repeated, or a
  /// stage that has one task because it reads nothing.
  record Everything() implements TaskShare {}

  /// The splits `from`, inclusive, to `to`, exclusive, of a scan.
  record Splits(int sourceId, int from, int to) implements TaskShare {}

  /// The hash buckets `from`, inclusive, to `to`, exclusive, of all sources that read hash
  /// exchanges.
  record Buckets(int from, int to) implements TaskShare {}

  /// A share of what one source has in the hash buckets `from`, inclusive, to `to`, exclusive, and
  /// all that the other sources that read hash exchanges have in them.
  record DividedBuckets(int from, int to, int sourceId, BlockSpan blocks) implements TaskShare {}

  /// The sort keys `from`, inclusive, to `to`, exclusive, of all sources that read range exchanges;
  /// `null` means no bound on that side.
  record Keys(@Nullable SortableKey from, @Nullable SortableKey to) implements TaskShare {

    static Keys of(KeyRange range) {
      return new Keys(range.from(), range.to());
    }

    KeyRange range() {
      return new KeyRange(from, to);
    }
  }

  /// A range of the keys of the segments `from`, inclusive, to `to`, exclusive: of a stage that
  /// merges the segments of its one source.
  record Group(int from, int to, KeyRange range) implements TaskShare {}

  /// A share of the blocks of a source that reads an unkeyed exchange.
  record Blocks(int sourceId, BlockSpan blocks) implements TaskShare {}
}
