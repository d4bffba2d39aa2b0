package dev.stint.executor.scan.parquet;

import dev.stint.executor.scan.source.ReadFailures;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/// The row groups of a split that statistics do not rule out, one after the other. While one is
/// decoded the next is fetched on a virtual thread, if the attempt's memory has room for both.
/// Takes over the reader and closes it.
final class RowGroups implements AutoCloseable {

  private static final Executor FETCHERS = Thread::startVirtualThread;

  private final String path;
  private final ParquetFileReader reader;
  private final MessageType columns;
  private final List<WantedGroup> groups;
  private final ReadAhead ahead;
  private final ChunkArrays arrays;

  /// Held while the reader is in use: closing must wait for a fetch under way.
  private final ReentrantLock reading = new ReentrantLock();

  private int next;
  private @Nullable RowGroup current;
  private @Nullable CompletableFuture<RowGroup> fetch;
  private volatile boolean isClosed;

  /// `groups` are those of the reader's to read, `columns` the columns; the reader reads into
  /// `arrays`.
  RowGroups(
      String path,
      ParquetFileReader reader,
      MessageType columns,
      List<WantedGroup> groups,
      ReadAhead ahead,
      ChunkArrays arrays) {
    this.path = path;
    this.reader = reader;
    this.columns = columns;
    this.groups = groups;
    this.ahead = ahead;
    this.arrays = arrays;
  }

  /// The next row group; the one before must not be used any more.
  @Nullable RowGroup next() {
    releaseCurrent();
    if (next == groups.size()) {
      return null;
    }
    int group = next++;
    var read = fetch == null ? fetchHere(group) : await(fetch);
    fetch = next < groups.size() && ahead.fetchIfRoom(next) ? startFetch(next) : null;
    if (fetch == null) {
      arrays.forgetFree();
    }
    current = read;
    return read;
  }

  private void releaseCurrent() {
    if (next > 0) {
      ahead.release(next - 1);
    }
    if (current != null && current.pages() != null) {
      current.pages().close();
    }
    current = null;
  }

  /// There is nothing to decode meanwhile: another thread would only be waited for.
  private RowGroup fetchHere(int group) {
    ahead.need(group);
    return fetch(group);
  }

  private CompletableFuture<RowGroup> startFetch(int group) {
    return CompletableFuture.supplyAsync(() -> fetch(group), FETCHERS);
  }

  private RowGroup fetch(int place) {
    var group = groups.get(place);
    reading.lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("closed");
      }
      var pages = pages(group);
      ahead.taken(place);
      return new RowGroup(
          group.metadata().getOrdinal(), group.metadata().getRowCount(), group.ranges(), pages);
    } catch (IOException e) {
      throw ReadFailures.ofIo(ReadFailures.isDamage(e) ? place(group) : path, e);
    } catch (StintException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ReadFailures.ofRuntime(place(group), e);
    } finally {
      reading.unlock();
    }
  }

  private @Nullable PageReadStore pages(WantedGroup group) throws IOException {
    boolean isRead = columns.getFieldCount() > 0 && !group.ranges().isEmpty();
    return isRead ? reader.readFilteredRowGroup(group.index()) : null;
  }

  /// The row group that cannot be read, and its first column that cannot be read by itself. The
  /// reader is of no use afterwards.
  private String place(WantedGroup group) {
    var place = path + ", row group " + group.metadata().getOrdinal();
    for (var column : columns.getFields()) {
      try {
        reader.setRequestedSchema(new MessageType(columns.getName(), column));
        reader.readRowGroup(group.index());
      } catch (IOException | RuntimeException _) {
        return "%s, column '%s'".formatted(place, column.getName());
      }
    }
    return place;
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

  @Override
  public void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    ahead.giveUp();
    reading.lock();
    try {
      reader.close();
    } catch (IOException e) {
      throw ReadFailures.ofIo(path, e);
    } finally {
      reading.unlock();
      ahead.close();
      fetch = null;
    }
  }
}
