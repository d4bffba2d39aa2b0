package dev.stint.coordinator.cli;

import dev.stint.coordinator.session.LocalSession;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Makes Ctrl-C end the run in an orderly way: while this is open, the end of the process waits
/// until the run is cancelled, its temporary objects are swept and the session is closed.
final class Cancellation implements AutoCloseable {

  private static final int MAX_WAIT_SECONDS = 20;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  Cancellation(LocalSession session) {
    this.hook =
        new Thread(
            () -> {
              session.cancel();
              await();
            },
            "cancel-run");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void await() {
    try {
      if (!finished.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("The run did not end in time; temporary objects may be left.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook has been told.
      return;
    }
  }
}
