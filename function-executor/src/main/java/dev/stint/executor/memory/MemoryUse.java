package dev.stint.executor.memory;

/// What one operator has reserved by all its accounts, the most of it, and what it put on the disk
/// instead. Belongs to the task's thread.
public final class MemoryUse {

  private long reservedBytes;
  private long peakBytes;
  private long spilledBytes;

  void add(long bytes) {
    reservedBytes += bytes;
    peakBytes = Math.max(peakBytes, reservedBytes);
  }

  void addSpilled(long bytes) {
    spilledBytes += bytes;
  }

  public long spilledBytes() {
    return spilledBytes;
  }

  public long peakBytes() {
    return peakBytes;
  }
}
