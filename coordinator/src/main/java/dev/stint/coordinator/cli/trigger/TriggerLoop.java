package dev.stint.coordinator.cli.trigger;

import dev.stint.coordinator.cli.console.Console;
import dev.stint.coordinator.cli.console.ExitCode;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.watch.LocalTriggers;
import dev.stint.coordinator.watch.SessionStarter;
import dev.stint.plan.failure.StintException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Serves triggers on this machine until Ctrl-C. The execution that runs then is left where it is;
/// the next command goes on with it.
public final class TriggerLoop {

  /// When the loop ends by itself.
  public enum End {
    NEVER,
    /// When all is done that is due when it begins.
    IDLE
  }

  /// Between two looks.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /// While somebody waits for the end.
  private static final Duration SHORT_PAUSE = Duration.ofMillis(100);

  private final Console console;
  private final TriggerDisplay display;
  private final End end;

  public TriggerLoop(Console console, TriggerDisplay display, End end) {
    this.console = console;
    this.display = display;
    this.end = end;
  }

  /// Gives the exit code.
  public int run(Session session, LocalTriggers.Settings settings) {
    var stopped = new CountDownLatch(1);
    try (var executor = Executors.newSingleThreadExecutor()) {
      var starter = new SessionStarter(session, display, InstantSource.system(), executor);
      var triggers = new LocalTriggers(session, starter, settings, display, InstantSource.system());
      console
          .cancellation()
          .watch(
              () -> {
                starter.stop();
                stopped.countDown();
              });
      triggers.recover();
      do {
        triggers.tick();
      } while (!hasEnded(triggers) && !stopped.await(pause().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StintException.transientFailure("interrupted", e);
    }
    if (end == End.NEVER) {
      display.say("stopped; what was not done goes on with the next start");
    }
    return display.failures() == 0 || end == End.NEVER ? ExitCode.OK : ExitCode.USER_ERROR;
  }

  private Duration pause() {
    return switch (end) {
      case NEVER -> PAUSE;
      case IDLE -> SHORT_PAUSE;
    };
  }

  private boolean hasEnded(LocalTriggers triggers) {
    return switch (end) {
      case NEVER -> false;
      case IDLE -> triggers.isIdle();
    };
  }
}
