package dev.stint.executor.aggregate;

import dev.stint.executor.memory.MemoryAccount;
import java.util.List;

/// Room for the bags of a grouping that may go to the disk. When one has no room to grow they all
/// go, so that runs are long. What sorting the largest of them takes is reserved at all times:
/// without it they could not be written.
final class BagSpace implements AutoCloseable {

  /// So much of the memory is worth a run.
  private static final int RUN_SHARE = 32;

  private final List<BagState> bags;
  private final MemoryAccount memory;
  private long workBytes;

  BagSpace(List<BagState> bags, MemoryAccount memory) {
    this.bags = List.copyOf(bags);
    this.memory = memory;
  }

  /// Whether a bag may take `bytes` more, and `workBytes` when it is sorted.
  boolean hasRoomFor(long bytes, long workBytes) {
    return memory.hasRoomFor(bytes + Math.max(workBytes - this.workBytes, 0)) || !isWorthARun();
  }

  private boolean isWorthARun() {
    return bags.stream().mapToLong(BagState::heldBytes).sum() > memory.limitBytes() / RUN_SHARE;
  }

  /// Keeps room for what sorting a bag takes.
  void reserveWork(long bytes) {
    if (bytes > workBytes) {
      memory.reserve(bytes - workBytes);
      workBytes = bytes;
    }
  }

  /// Puts all bags on the disk.
  void spill() {
    bags.forEach(BagState::spill);
    memory.release(workBytes);
    workBytes = 0;
    bags.forEach(BagState::settle);
  }

  boolean hasSpilled() {
    return bags.stream().anyMatch(BagState::isOnDisk);
  }

  @Override
  public void close() {
    bags.forEach(BagState::close);
  }
}
