package dev.stint.executor.scan.source;

import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/// A file from some offset on, in ranged reads of 8 MiB (less where memory is short), the next one
/// on its way while one is in use. Beyond `expectedEnd`, where only the rest of a line is wanted,
/// reads are small and come one at a time.
final class RangedSource implements ByteSource {

  private static final int READ_BYTES = 8 << 20;
  private static final int MIN_READ_BYTES = 1 << 20;
  private static final int TAIL_BYTES = 64 << 10;
  private static final byte[] NOTHING = {};

  private final SeekableInputStream stream;
  private final long fileBytes;
  private final long expectedEnd;
  private final MemoryAccount memory;
  private final int readBytes;

  private byte[] range = NOTHING;
  private int taken;
  private long nextOffset;
  private @Nullable CompletableFuture<byte[]> fetch;

  /// What it holds is reserved in `memory`, which the caller closes.
  RangedSource(InputFile file, long offset, long expectedEnd, MemoryAccount memory)
      throws IOException {
    this.memory = memory;
    this.readBytes = Math.clamp(memory.availableBytes() / 16, MIN_READ_BYTES, READ_BYTES);
    this.stream = file.newStream();
    this.fileBytes = file.getLength();
    this.nextOffset = offset;
    this.expectedEnd = expectedEnd;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (taken == range.length && !nextRange()) {
      return -1;
    }
    int count = Math.min(length, range.length - taken);
    System.arraycopy(range, taken, bytes, offset, count);
    taken += count;
    return count;
  }

  private boolean nextRange() throws IOException {
    if (fetch == null && nextOffset < fileBytes) {
      fetch = startFetch();
    }
    if (fetch == null) {
      return false;
    }
    memory.release(range.length);
    range = NOTHING;
    taken = 0;
    range = await(fetch);
    fetch = nextOffset < Math.min(expectedEnd, fileBytes) ? startFetch() : null;
    return true;
  }

  private CompletableFuture<byte[]> startFetch() {
    long from = nextOffset;
    long to = from < expectedEnd ? Math.min(from + readBytes, expectedEnd) : from + TAIL_BYTES;
    int length = (int) (Math.min(to, fileBytes) - from);
    memory.reserve(length);
    nextOffset = from + length;
    return CompletableFuture.supplyAsync(() -> fetch(from, length), Thread::startVirtualThread);
  }

  private byte[] fetch(long from, int length) {
    byte[] bytes = new byte[length];
    try {
      stream.seek(from);
      stream.readFully(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  private static byte[] await(CompletableFuture<byte[]> fetch) throws IOException {
    try {
      return fetch.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case UncheckedIOException io -> throw io.getCause();
        case StintException failure -> throw failure;
        case null, default -> throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (fetch != null) {
      // The stream must not be closed under a read.
      fetch.handle((bytes, failure) -> true).join();
      fetch = null;
    }
    stream.close();
  }
}
