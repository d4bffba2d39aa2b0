package dev.stint.plan.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A segment and its index. The bytes are the object at `path`, or, when the segment is small,
/// travel in `inlineBase64` and no object was written; `path` then only names it in messages.
public record SegmentRef(
    String path, @Nullable String inlineBase64, long bytes, List<BlockRef> blocks) {

  public SegmentRef {
    blocks = List.copyOf(blocks);
  }

  public long rowCount() {
    return blocks.stream().mapToLong(BlockRef::rowCount).sum();
  }
}
