package dev.stint.executor.spill;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.codec.BatchCodec;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.operator.Cancellation;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.task.SegmentRef;
import dev.stint.shuffle.segment.BlockKeys;
import dev.stint.shuffle.segment.SegmentWriter;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.util.List;
import java.util.function.Consumer;

/// Writes segments in a folder of their own on the function's disk and counts what they take there.
/// One thread; to be closed, when its files go.
final class Portions implements AutoCloseable {

  private final MemoryAccount memory;
  private final ObjectStore disk = new FileObjectStore();
  private final SpillFolder folder = SpillFolder.create();
  private long diskBytes;

  /// What it allocates while it writes is reserved in `memory`, which the caller closes.
  Portions(MemoryAccount memory) {
    this.memory = memory;
  }

  ObjectStore disk() {
    return disk;
  }

  /// Takes the rows of a block with their keys, which ascend, also from block to block.
  @FunctionalInterface
  interface BlockSink {
    void write(BlockKeys keys, Batch rows);
  }

  /// Writes one more portion: what `blocks` hands to its argument.
  SegmentRef write(Consumer<BlockSink> blocks) {
    var codec = new BatchCodec(memory);
    try (var writer = new SegmentWriter(disk, folder.newPath(), 0, memory)) {
      blocks.accept(
          (keys, rows) -> {
            Cancellation.check();
            codec.encode(rows.columns(), rows.rowCount());
            writer.append(keys, codec.bytes(), codec.length());
          });
      var portion = writer.finish();
      memory.noteSpilled(portion.bytes());
      diskBytes += portion.bytes();
      return portion;
    } catch (StintException e) {
      // What a store says to its user is not the job's fault here.
      throw e.kind() == FailureKind.USER
          ? new StintException(
              FailureKind.RESOURCE,
              "%s has rows beyond its memory, and the function's disk does not take them: %s"
                  .formatted(memory.user(), e.getMessage()),
              e)
          : e;
    }
  }

  /// Takes a portion away before the others.
  void remove(SegmentRef portion) {
    disk.delete(List.of(portion.path()));
    memory.noteRemoved(portion.bytes());
    diskBytes -= portion.bytes();
  }

  @Override
  public void close() {
    folder.close();
    memory.noteRemoved(diskBytes);
    diskBytes = 0;
  }
}
