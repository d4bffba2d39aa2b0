package dev.stint.coordinator.thread;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What threads send to one that receives, in the order of sending. Any thread sends.
public interface Mailbox<T> {

  void send(T item);

  /// What is there now, without waiting; `null` when there is nothing.
  @Nullable T poll();

  /// The next item, waiting until `deadline` by the clock of the coordinator at most (`null`: for
  /// ever); `null` when none came by then.
  @Nullable T next(@Nullable Instant deadline) throws InterruptedException;
}
