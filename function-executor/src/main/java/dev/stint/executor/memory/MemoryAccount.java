package dev.stint.executor.memory;

import dev.stint.shuffle.segment.Memory;

/// What one operator has reserved of the task's budget, given back as a whole when it closes.
/// Belongs to the task's thread.
public final class MemoryAccount implements Memory, AutoCloseable {

  private final MemoryBudget budget;
  private final String user;
  private final MemoryUse use;
  private long reservedBytes;

  /// `user` names the operator in messages.
  public MemoryAccount(MemoryBudget budget, String user) {
    this(budget, user, budget.user());
  }

  /// Another account of the same user.
  public MemoryAccount another() {
    return new MemoryAccount(budget, user, use);
  }

  private MemoryAccount(MemoryBudget budget, String user, MemoryUse use) {
    this.budget = budget;
    this.user = user;
    this.use = use;
  }

  /// Takes `bytes`, before they are allocated.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind RESOURCE when the budget does not have
  ///   them
  @Override
  public void reserve(long bytes) {
    budget.reserve(user, bytes);
    reservedBytes += bytes;
    use.add(bytes);
  }

  @Override
  public void release(long bytes) {
    if (bytes > reservedBytes) {
      throw new IllegalStateException(
          "%s releases %d of %d bytes".formatted(user, bytes, reservedBytes));
    }
    budget.release(bytes);
    reservedBytes -= bytes;
    use.add(-bytes);
  }

  @Override
  public long availableBytes() {
    return budget.availableBytes();
  }

  /// Whether `bytes` more may be taken by a holder that can put what it has on the disk instead: a
  /// quarter of all is left to those who cannot, but for a little that everyone may have.
  public boolean hasRoomFor(long bytes) {
    return budget.leavesRoom(bytes)
        || (reservedBytes + bytes <= budget.limitBytes() / 16
            && bytes <= budget.availableBytes() / 2);
  }

  /// Of all users.
  public long limitBytes() {
    return budget.limitBytes();
  }

  public long reservedBytes() {
    return reservedBytes;
  }

  /// Notes that `bytes` were put on the disk, since there was no room for what they hold.
  ///
  /// @throws dev.stint.plan.failure.StintException of kind RESOURCE when the disk has no more room
  public void noteSpilled(long bytes) {
    budget.disk().take(user, bytes);
    use.addSpilled(bytes);
  }

  /// Notes that `bytes` are on the disk no more.
  public void noteRemoved(long bytes) {
    budget.disk().release(bytes);
  }

  public String user() {
    return user;
  }

  /// Releases everything; the account may be used again.
  @Override
  public void close() {
    release(reservedBytes);
  }
}
