package dev.stint.shuffle.segment;

import dev.stint.plan.failure.StintException;

/// So many bytes, and what was taken of them at most.
final class LimitedMemory implements Memory {

  private final long limitBytes;
  private long reservedBytes;
  private long peakBytes;

  LimitedMemory(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  @Override
  public void reserve(long bytes) {
    if (bytes > availableBytes()) {
      throw StintException.resource("%d of %d bytes".formatted(bytes, availableBytes()));
    }
    reservedBytes += bytes;
    peakBytes = Math.max(peakBytes, reservedBytes);
  }

  @Override
  public void release(long bytes) {
    if (bytes > reservedBytes) {
      throw new IllegalStateException("releases %d of %d".formatted(bytes, reservedBytes));
    }
    reservedBytes -= bytes;
  }

  @Override
  public long availableBytes() {
    return limitBytes - reservedBytes;
  }

  long peakBytes() {
    return peakBytes;
  }
}
