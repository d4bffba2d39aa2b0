package dev.stint.shuffle.segment;

import dev.stint.plan.task.SegmentRef;
import dev.stint.shuffle.store.ObjectStore;

/// Reads single blocks of segments in any order, each by a request that is waited for: of segments
/// on the function's own disk. One thread; to be closed.
public final class BlockReader implements AutoCloseable {

  private final ObjectStore store;
  private final BlockDecoder decoder = new BlockDecoder();

  public BlockReader(ObjectStore store) {
    this.store = store;
  }

  /// Block `number` of a segment that does not travel inline.
  public Block read(SegmentRef segment, int number) {
    var ref = segment.blocks().get(number);
    byte[] stored = store.read(segment.path(), ref.offset(), ref.length());
    return decoder.decode(new BlockName(segment.path(), number, ref), ref, stored);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
