package dev.stint.coordinator.cli.console;

import java.util.logging.Level;
import java.util.logging.Logger;

/// What the process logs, to standard error.
public final class Logging {

  /// Held, since the log manager forgets the level of a logger that nobody holds.
  private static final Logger ROOT = Logger.getLogger("");

  private static final Logger STINT = Logger.getLogger("dev.stint");

  private Logging() {}

  /// Nothing: what matters is said in the command's own words.
  public static void quiet() {
    ROOT.setLevel(Level.OFF);
    STINT.setLevel(Level.OFF);
  }

  /// What libraries warn of, and all of Stint's own.
  public static void loud() {
    ROOT.setLevel(Level.WARNING);
    STINT.setLevel(Level.FINE);
    for (var handler : ROOT.getHandlers()) {
      handler.setLevel(Level.FINE);
    }
  }
}
