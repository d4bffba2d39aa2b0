package dev.stint.executor.memory;

import dev.stint.plan.failure.StintException;

/// What the operators of one attempt have reserved, and how much they may. Belongs to the task's
/// thread. Operators reserve before they allocate what lives longer than a batch, and release what
/// they drop.
public final class MemoryBudget {

  private final long limitBytes;
  private final DiskBudget disk;
  private long reservedBytes;
  private long peakBytes;
  private MemoryUse user = new MemoryUse();

  /// With no bound on what goes to the disk.
  public MemoryBudget(long limitBytes) {
    this(limitBytes, new DiskBudget(Long.MAX_VALUE));
  }

  /// What has no room goes to `disk`.
  public MemoryBudget(long limitBytes, DiskBudget disk) {
    if (limitBytes <= 0) {
      throw new IllegalArgumentException("limitBytes: " + limitBytes);
    }
    this.limitBytes = limitBytes;
    this.disk = disk;
  }

  /// Takes `bytes` for `user`, the operator as messages name it.
  ///
  /// @throws StintException of kind RESOURCE when the budget does not have them
  public void reserve(String user, long bytes) {
    if (bytes > limitBytes - reservedBytes) {
      throw StintException.tooLittleMemory(
          "%s needs %d more bytes, but %d of the %d that the function may use are taken; it needs %d at least"
              .formatted(user, bytes, reservedBytes, limitBytes, reservedBytes + bytes),
          reservedBytes + bytes);
    }
    reservedBytes += bytes;
    peakBytes = Math.max(peakBytes, reservedBytes);
  }

  /// Whether `bytes` more can be taken by somebody who could do with less, so that a quarter of all
  /// is left to those who cannot. If not, it is time to spill.
  public boolean leavesRoom(long bytes) {
    return bytes <= availableBytes() - limitBytes / 4;
  }

  public void release(long bytes) {
    if (bytes > reservedBytes) {
      throw new IllegalStateException("releases " + bytes + " of " + reservedBytes + " bytes");
    }
    reservedBytes -= bytes;
  }

  /// Accounts that are opened from here on count with `newUser`; gives the one before it.
  public MemoryUse countWith(MemoryUse newUser) {
    var before = user;
    user = newUser;
    return before;
  }

  /// With whom accounts count that are opened now.
  MemoryUse user() {
    return user;
  }

  public DiskBudget disk() {
    return disk;
  }

  public long limitBytes() {
    return limitBytes;
  }

  public long availableBytes() {
    return limitBytes - reservedBytes;
  }

  public long reservedBytes() {
    return reservedBytes;
  }

  public long peakBytes() {
    return peakBytes;
  }
}
