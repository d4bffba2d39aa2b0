package dev.stint.shuffle.segment;

import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.TaskInput;
import dev.stint.shuffle.store.ObjectStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Reads chunk after chunk, and a few ahead.
final class UnorderedReader implements PartitionReader {

  /// Of one request: where S3's throughput stops to grow with the size.
  private static final int CHUNK_BYTES = 16 << 20;

  private static final int MAX_AHEAD_BYTES = 32 << 20;

  private record Ahead(Chunk chunk, Future<byte[]> bytes) {}

  private final KeyRange range;
  private final Iterator<Chunk> chunks;
  private final ChunkFetcher fetcher;
  private final BlockDecoder decoder = new BlockDecoder();
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private @Nullable Chunk waiting;
  private @Nullable ChunkBlocks current;
  private int aheadBytes;
  private long bytesRead;

  UnorderedReader(ObjectStore store, TaskInput.Partition partition) {
    this(store, partition, CHUNK_BYTES);
  }

  /// Reads at most `chunkBytes` at once, or a block if that is more.
  UnorderedReader(ObjectStore store, TaskInput.Partition partition, int chunkBytes) {
    this.range = partition.range();
    this.fetcher = new ChunkFetcher(store);
    this.chunks =
        partition.segments().stream()
            .flatMap(segment -> Chunk.cut(segment, chunkBytes).stream())
            .toList()
            .iterator();
    this.waiting = nextChunk();
  }

  @Override
  public @Nullable BlockRows next() {
    while (true) {
      if (current != null) {
        BlockRows rows = current.next(decoder, range);
        if (rows != null) {
          return rows;
        }
      }
      fetchAhead();
      Ahead first = ahead.poll();
      if (first == null) {
        current = null;
        return null;
      }
      current =
          new ChunkBlocks(first.chunk, Background.await(first.chunk.segment().path(), first.bytes));
      bytesRead += first.chunk.length();
      aheadBytes -= first.chunk.length();
      fetchAhead();
    }
  }

  @Override
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public void close() {
    ahead.forEach(chunk -> chunk.bytes.cancel(true));
    decoder.close();
  }

  private void fetchAhead() {
    while (waiting != null && hasRoom(waiting)) {
      ahead.add(new Ahead(waiting, fetcher.start(waiting)));
      aheadBytes += waiting.length();
      waiting = nextChunk();
    }
  }

  private boolean hasRoom(Chunk chunk) {
    return ahead.isEmpty()
        || (ahead.size() < ChunkFetcher.MAX_REQUESTS
            && (long) aheadBytes + chunk.length() <= MAX_AHEAD_BYTES);
  }

  private @Nullable Chunk nextChunk() {
    return chunks.hasNext() ? chunks.next() : null;
  }
}
