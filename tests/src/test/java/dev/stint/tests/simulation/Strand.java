package dev.stint.tests.simulation;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Work that can be paused in the middle: a thread that runs only while whoever resumes it waits,
/// so that of all threads of a world exactly one goes on.
final class Strand {

  private final Semaphore forward = new Semaphore(0);
  private final Semaphore back = new Semaphore(0);
  private @Nullable Thread thread;
  private @Nullable Throwable thrown;

  /// Whether there is work that has begun and not ended.
  boolean isBegun() {
    return thread != null;
  }

  /// Whether the caller is that work.
  boolean isCurrent() {
    return Thread.currentThread().equals(thread);
  }

  /// Runs `work` until it pauses or ends. What it throws comes out here, or out of [#resume].
  void begin(Runnable work) {
    thread = Thread.ofVirtual().name("strand").unstarted(() -> run(work));
    thread.start();
    resume();
  }

  /// Runs the work on until it pauses or ends.
  void resume() {
    forward.release();
    back.acquireUninterruptibly();
    var error = thrown;
    thrown = null;
    switch (error) {
      case null -> {}
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(error);
    }
  }

  /// Called by the work: returns when it is resumed.
  void pause() {
    back.release();
    forward.acquireUninterruptibly();
  }

  private void run(Runnable work) {
    forward.acquireUninterruptibly();
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      thrown = e;
    } finally {
      thread = null;
      back.release();
    }
  }
}
