package dev.stint.shuffle.segment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Blocks as stored, on their way from the one thread that reads them to the one that takes them.
/// Holds at most `limitBytes`, or one block if that is larger.
final class StoredBlocks {

  private final Deque<byte[]> blocks = new ArrayDeque<>();
  private final long limitBytes;
  private long heldBytes;
  private @Nullable Throwable failure;

  StoredBlocks(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /// Whether a block of `length` bytes may be put.
  synchronized boolean hasRoom(int length) {
    return blocks.isEmpty() || heldBytes + length <= limitBytes;
  }

  /// Waits until a block of `length` bytes may be put. Says whether it may: `nanos` have not
  /// passed.
  synchronized boolean awaitRoom(int length, long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    while (!hasRoom(length)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  synchronized void put(byte[] block) {
    blocks.add(block);
    heldBytes += block.length;
    notifyAll();
  }

  /// No more blocks come; whoever takes learns why when those before are taken.
  synchronized void fail(Throwable cause) {
    failure = cause;
    notifyAll();
  }

  /// The next block, awaited. Throws what the reading thread failed with.
  synchronized byte[] take() throws Throwable {
    while (blocks.isEmpty()) {
      if (failure != null) {
        throw failure;
      }
      wait();
    }
    byte[] block = blocks.remove();
    heldBytes -= block.length;
    notifyAll();
    return block;
  }
}
