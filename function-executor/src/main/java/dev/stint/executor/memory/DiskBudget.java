package dev.stint.executor.memory;

import dev.stint.config.memory.FunctionDisk;
import dev.stint.plan.failure.StintException;

/// What the operators of one attempt have put on the function's disk, and how much they may.
/// Belongs to the task's thread.
public final class DiskBudget {

  private final long limitBytes;
  private long usedBytes;

  public DiskBudget(long limitBytes) {
    if (limitBytes <= 0) {
      throw new IllegalArgumentException("limitBytes: " + limitBytes);
    }
    this.limitBytes = limitBytes;
  }

  /// Counts `bytes` that `user`, the operator as messages name it, put there.
  ///
  /// @throws StintException of kind RESOURCE when that is more than there may be, for a function
  ///   that has the most
  void take(String user, long bytes) {
    if (bytes > limitBytes - usedBytes) {
      throw StintException.tooLittleMemory(
          "%s put %d more bytes on the function's disk, but %d of the %d that it may use are taken (%s, /tmp of the function); it needs %d at least, and the largest functions have more"
              .formatted(
                  user, bytes, usedBytes, limitBytes, FunctionDisk.VARIABLE, usedBytes + bytes),
          FunctionDisk.largeOperatorMemoryBytes());
    }
    usedBytes += bytes;
  }

  void release(long bytes) {
    if (bytes > usedBytes) {
      throw new IllegalStateException("releases " + bytes + " of " + usedBytes + " bytes");
    }
    usedBytes -= bytes;
  }

  public long usedBytes() {
    return usedBytes;
  }
}
