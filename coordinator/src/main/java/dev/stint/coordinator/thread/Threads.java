package dev.stint.coordinator.thread;

/// The port to threads: whatever a coordinator waits for, it waits for here. Safe for use by many
/// threads.
public interface Threads {

  /// Work that was started.
  interface Running {

    /// Waits until it is over.
    void join() throws InterruptedException;
  }

  <T> Mailbox<T> mailbox();

  /// Starts `work`, which throws nothing, on a thread of its own.
  Running start(String name, Runnable work);
}
