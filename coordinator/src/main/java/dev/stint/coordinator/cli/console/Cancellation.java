package dev.stint.coordinator.cli.console;

import dev.stint.coordinator.session.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Makes Ctrl-C end a command in an orderly way: the end of the process waits until the run is
/// cancelled, its temporary objects are swept, and the command has said so.
public final class Cancellation {

  private static final int MAX_WAIT_SECONDS = 20;

  private final CountDownLatch finished = new CountDownLatch(1);
  private Runnable onRequest = () -> {};
  private boolean isRequested;

  /// One that Ctrl-C requests.
  static Cancellation ofProcess() {
    var cancellation = new Cancellation();
    Runtime.getRuntime().addShutdownHook(new Thread(cancellation::requestAndWait, "cancel"));
    return cancellation;
  }

  /// From here on the session's runs are cancelled on request.
  public void watch(Session session) {
    watch(session::cancel);
  }

  /// From here on `action` is called on request.
  public synchronized void watch(Runnable action) {
    onRequest = action;
    if (isRequested) {
      action.run();
    }
  }

  public synchronized boolean isRequested() {
    return isRequested;
  }

  /// The command is over: nothing is left to wait for.
  public void finish() {
    finished.countDown();
  }

  private void requestAndWait() {
    if (finished.getCount() == 0) {
      return;
    }
    request();
    try {
      if (!finished.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("The run did not end in time; temporary objects may be left.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void request() {
    isRequested = true;
    onRequest.run();
  }
}
