package dev.stint.executor.scan.parquet;

import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.scan.source.ReadFailures;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.filter2.columnindex.RowRanges;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/// The row groups of a split that statistics do not rule out, one after the other. While one is
/// decoded the next is fetched on a virtual thread, if the attempt's memory has room for both.
/// Takes over the reader and closes it.
final class RowGroups implements AutoCloseable {

  /// Of a column: a page and a dictionary, decompressed, as large as most writers make them.
  private static final long DECODED_BYTES = 2 << 20;

  private static final Executor FETCHERS = Thread::startVirtualThread;

  private final String path;
  private final ParquetFileReader reader;
  private final List<BlockMetaData> blocks;
  private final TaskContext context;
  private final MessageType columns;
  private final boolean isFiltered;

  /// Held while the reader is in use: closing must wait for a fetch under way.
  private final ReentrantLock reading = new ReentrantLock();

  private int nextBlock;
  private long held;
  private @Nullable CompletableFuture<RowGroup> fetch;
  private boolean isClosed;

  /// `columns` are the columns to fetch; `isFiltered` says that the reader was given a filter.
  RowGroups(
      String path,
      ParquetFileReader reader,
      MessageType columns,
      boolean isFiltered,
      TaskContext context) {
    this.path = path;
    this.reader = reader;
    this.blocks = reader.getRowGroups();
    this.columns = columns;
    this.isFiltered = isFiltered;
    this.context = context;
    reader.setRequestedSchema(columns);
  }

  /// The next row group; the one before must not be used any more.
  @Nullable RowGroup next() {
    release(held);
    held = 0;
    if (fetch == null && nextBlock == blocks.size()) {
      return null;
    }
    var group = fetch == null ? fetchHere() : await(fetch);
    fetch = null;
    held = group.reservedBytes();
    prefetch();
    return group;
  }

  /// There is nothing to decode meanwhile: another thread would only be waited for.
  private RowGroup fetchHere() {
    long bytes = heldBytes(blocks.get(nextBlock));
    reserve(bytes);
    held = bytes;
    return fetch(nextBlock++);
  }

  private void prefetch() {
    if (nextBlock == blocks.size()) {
      return;
    }
    long bytes = heldBytes(blocks.get(nextBlock));
    if (bytes <= context.memory().limitBytes() / 2 - context.memory().reservedBytes()) {
      reserve(bytes);
      fetch = startFetch();
    }
  }

  private CompletableFuture<RowGroup> startFetch() {
    int block = nextBlock++;
    return CompletableFuture.supplyAsync(() -> fetch(block), FETCHERS);
  }

  private RowGroup fetch(int block) {
    var metadata = blocks.get(block);
    reading.lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("closed");
      }
      return fetch(block, metadata);
    } catch (IOException e) {
      throw ReadFailures.ofIo(ReadFailures.isDamage(e) ? place(block) : path, e);
    } catch (StintException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ReadFailures.ofRuntime(place(block), e);
    } finally {
      reading.unlock();
    }
  }

  /// The row group that cannot be read, and its first column that cannot be read by itself. The
  /// reader is of no use afterwards.
  private String place(int block) {
    var place = path + ", row group " + blocks.get(block).getOrdinal();
    for (var column : columns.getFields()) {
      try {
        reader.setRequestedSchema(new MessageType(columns.getName(), column));
        reader.readRowGroup(block);
      } catch (IOException | RuntimeException _) {
        return "%s, column '%s'".formatted(place, column.getName());
      }
    }
    return place;
  }

  private RowGroup fetch(int block, BlockMetaData metadata) throws IOException {
    long rowCount = metadata.getRowCount();
    var ranges = isFiltered ? reader.getRowRanges(block).getRanges() : allRows(rowCount);
    PageReadStore pages = null;
    if (columns.getFieldCount() > 0 && !ranges.isEmpty()) {
      pages = reader.readFilteredRowGroup(block);
    }
    return new RowGroup(metadata.getOrdinal(), rowCount, ranges, pages, heldBytes(metadata));
  }

  private static List<RowRanges.Range> allRows(long rowCount) {
    return rowCount == 0 ? List.of() : List.copyOf(RowRanges.createSingle(rowCount).getRanges());
  }

  private long heldBytes(BlockMetaData block) {
    return block.getColumns().stream()
        .filter(chunk -> columns.containsField(chunk.getPath().toArray()[0]))
        .mapToLong(
            chunk ->
                chunk.getTotalSize() + Math.min(chunk.getTotalUncompressedSize(), DECODED_BYTES))
        .sum();
  }

  private static RowGroup await(CompletableFuture<RowGroup> fetch) {
    try {
      return fetch.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StintException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private void reserve(long bytes) {
    context.memory().reserve("reading " + path, bytes);
  }

  private void release(long bytes) {
    context.memory().release(bytes);
  }

  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    reading.lock();
    try {
      isClosed = true;
      reader.close();
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    } finally {
      reading.unlock();
      release(held);
      if (fetch != null && nextBlock > 0) {
        release(heldBytes(blocks.get(nextBlock - 1)));
      }
      held = 0;
      fetch = null;
    }
  }
}
