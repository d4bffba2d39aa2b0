package dev.stint.tests.simulation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Work that can be paused in the middle: a thread that runs only while whoever resumes it waits,
/// so that of all threads of a world exactly one goes on.
final class Strand {

  /// Whose turn it is. Written by whoever has it, and so published by it.
  private volatile boolean isForward;

  private @Nullable Thread resumer;
  private volatile @Nullable Thread thread;
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
    resumer = Thread.currentThread();
    isForward = true;
    LockSupport.unpark(thread);
    while (isForward) {
      LockSupport.park(this);
    }
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
    giveBack();
    awaitTurn();
  }

  private void awaitTurn() {
    while (!isForward) {
      LockSupport.park(this);
    }
  }

  private void giveBack() {
    var waiting = resumer;
    isForward = false;
    LockSupport.unpark(waiting);
  }

  private void run(Runnable work) {
    awaitTurn();
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      thrown = e;
    } finally {
      thread = null;
      giveBack();
    }
  }
}
