package dev.stint.coordinator.cli.console;

/// The last line of standard error, rewritten as long as something is under way. Where standard
/// error is no terminal nothing is rewritten, and only whole lines are printed. Closing it leaves
/// nothing of it behind. One thread.
public final class ProgressLine implements AutoCloseable {

  private static final long PAUSE_NANOS = 50_000_000;

  private final Console console;
  private boolean isShown;
  private long shownAt;

  public ProgressLine(Console console) {
    this.console = console;
  }

  boolean isRewritten() {
    return console.isTerminal();
  }

  /// Shows the line, or rewrites it, at most every twentieth of a second.
  public void show(String text) {
    long now = System.nanoTime();
    if (!console.isTerminal() || (isShown && now - shownAt < PAUSE_NANOS)) {
      return;
    }
    shownAt = now;
    isShown = true;
    int width = Math.min(text.length(), console.errColumns() - 1);
    console.err().print("\r" + text.substring(0, width) + "\u001b[K");
    console.err().flush();
  }

  /// Prints a line that stays, above the rewritten one.
  void print(String text) {
    clear();
    console.err().println(text);
    console.err().flush();
  }

  public void clear() {
    if (isShown) {
      console.err().print("\r\u001b[K");
      console.err().flush();
      isShown = false;
    }
  }

  @Override
  public void close() {
    clear();
  }
}
