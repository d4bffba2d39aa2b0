package dev.stint.shuffle.segment;

import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Reads chunks beside the task's thread, a bounded number at once.
///
/// A chunk with a block that does not have its checksum is read once more, since the bytes may have
/// been damaged on their way; what is damaged where it is stored fails when it is decoded.
final class ChunkFetcher {

  static final int MAX_REQUESTS = 8;

  private final ObjectStore store;
  private final Semaphore requests = new Semaphore(MAX_REQUESTS);

  ChunkFetcher(ObjectStore store) {
    this.store = store;
  }

  /// Starts to read; whoever does not await the result cancels it.
  Future<byte[]> start(Chunk chunk) {
    String inline = chunk.segment().inlineBase64();
    if (inline != null) {
      return CompletableFuture.completedFuture(inlineBytes(chunk, inline));
    }
    return Background.start("segment-read", () -> read(chunk));
  }

  private static byte[] inlineBytes(Chunk chunk, String inline) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(inline);
    } catch (IllegalArgumentException e) {
      throw StintException.internal(
          "inline segment %s is not Base64".formatted(chunk.segment().path()), e);
    }
    long end = chunk.offset() + chunk.length();
    if (chunk.offset() < 0 || end > bytes.length) {
      throw chunk
          .name(chunk.blockCount() - 1)
          .corrupt("the inline segment has only %d bytes".formatted(bytes.length), null);
    }
    return Arrays.copyOfRange(bytes, Math.toIntExact(chunk.offset()), Math.toIntExact(end));
  }

  private byte[] read(Chunk chunk) throws InterruptedException {
    requests.acquire();
    try {
      byte[] bytes = store.read(chunk.segment().path(), chunk.offset(), chunk.length());
      return isIntact(chunk, bytes)
          ? bytes
          : store.read(chunk.segment().path(), chunk.offset(), chunk.length());
    } finally {
      requests.release();
    }
  }

  private static boolean isIntact(Chunk chunk, byte[] bytes) {
    for (int i = 0; i < chunk.blockCount(); i++) {
      if (!BlockDecoder.isIntact(chunk.block(i), bytes, chunk.start(i))) {
        return false;
      }
    }
    return true;
  }
}
