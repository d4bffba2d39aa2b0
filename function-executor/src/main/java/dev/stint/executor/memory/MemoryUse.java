package dev.stint.executor.memory;

/// What one operator has reserved by all its accounts, and the most of it. Belongs to the task's
/// thread.
public final class MemoryUse {

  private long reservedBytes;
  private long peakBytes;

  void add(long bytes) {
    reservedBytes += bytes;
    peakBytes = Math.max(peakBytes, reservedBytes);
  }

  public long peakBytes() {
    return peakBytes;
  }
}
