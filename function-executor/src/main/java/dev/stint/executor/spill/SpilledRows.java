package dev.stint.executor.spill;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.codec.BlockBatches;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.type.Schema;
import dev.stint.shuffle.segment.BlockKeys;
import dev.stint.shuffle.segment.Memory;
import dev.stint.shuffle.segment.PartitionReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows on the function's disk in sorted portions, each a segment, and their merge: by key, rows of
/// equal keys in the order of portions. One thread; to be closed, when its files go.
public final class SpilledRows implements AutoCloseable {

  /// Blocks of a portion: so many that one of each portion can be in memory when they are merged.
  private static final int PORTION_BLOCKS = 256;

  private static final int MIN_BLOCK_BYTES = 32 << 10;
  private static final int MAX_BLOCK_BYTES = 1 << 20;

  private final Schema schema;
  private final MemoryAccount memory;
  private final long maxAheadBytes;
  private final Portions files;
  private final List<SegmentRef> portions = new ArrayList<>();
  private @Nullable BlockBatches merged;

  /// What it allocates is reserved in `memory`, which it closes.
  public SpilledRows(Schema schema, MemoryAccount memory) {
    this(schema, memory, Long.MAX_VALUE);
  }

  /// Reads at most `maxAheadBytes` ahead, but a block of each portion: for many that are read side
  /// by side.
  SpilledRows(Schema schema, MemoryAccount memory, long maxAheadBytes) {
    this.schema = schema;
    this.memory = memory;
    this.maxAheadBytes = maxAheadBytes;
    this.files = new Portions(memory);
  }

  /// How many rows a block should have, when a portion's `rowCount` rows take `bytes`.
  public static int blockRows(int rowCount, long bytes) {
    long rowBytes = Math.max(1, bytes / Math.max(1, rowCount));
    long target = Math.clamp(bytes / PORTION_BLOCKS, MIN_BLOCK_BYTES, MAX_BLOCK_BYTES);
    return Math.toIntExact(Math.clamp(target / rowBytes, 1, Batch.MAX_ROWS));
  }

  /// Gives the blocks of a portion in the order of their keys.
  @FunctionalInterface
  public interface Blocks {
    void writeTo(BlockSink sink);
  }

  /// Takes the rows of a block with their keys, which ascend, also from block to block.
  @FunctionalInterface
  public interface BlockSink {
    void write(BlockKeys keys, Batch rows);
  }

  /// Writes one more portion.
  public void add(Blocks blocks) {
    portions.add(files.write(sink -> blocks.writeTo(sink::write)));
    memory.close();
  }

  /// What the rows of all portions take before compression.
  public long rawBytes() {
    return portions.stream()
        .flatMap(portion -> portion.blocks().stream())
        .mapToLong(BlockRef::rawLength)
        .sum();
  }

  /// The next rows in order, valid until the next call; `null` at the end. After the first call no
  /// portion is added.
  public @Nullable Batch next() {
    var opened = merged;
    if (opened == null) {
      var all = new TaskInput.Partition(0, KeyRange.ALL, portions);
      var reader = PartitionReader.merged(files.disk(), all, new Ahead(memory, maxAheadBytes));
      opened =
          portions.size() == 1
              ? BlockBatches.ofBlocks(reader, schema, memory)
              : new BlockBatches(reader, schema, portions.size(), memory);
      merged = opened;
    }
    return opened.next();
  }

  /// Says that less is free, to readers that take a share of it.
  private record Ahead(MemoryAccount memory, long maxBytes) implements Memory {

    private static final long SHARE = 4;

    @Override
    public void reserve(long bytes) {
      memory.reserve(bytes);
    }

    @Override
    public void release(long bytes) {
      memory.release(bytes);
    }

    @Override
    public long availableBytes() {
      long available = memory.availableBytes();
      return available / SHARE < maxBytes ? available : SHARE * maxBytes;
    }
  }

  /// Begins again with the first row.
  public void rewind() {
    if (merged != null) {
      merged.close();
      merged = null;
    }
  }

  @Override
  public void close() {
    if (merged != null) {
      merged.close();
    }
    memory.close();
    files.close();
  }
}
