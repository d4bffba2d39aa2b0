package dev.stint.tests.simulation;

import java.util.ArrayDeque;
import java.util.Locale;

/// What happened in a world, for whoever has to understand a failing seed: the beginning and the
/// most recent lines, each with the world's time.
final class Story {

  private static final int FIRST_LINES = 200;
  private static final int LAST_LINES = 2_000;

  private final VirtualTime time;
  private final ArrayDeque<String> first = new ArrayDeque<>();
  private final ArrayDeque<String> last = new ArrayDeque<>();
  private long left;

  Story(VirtualTime time) {
    this.time = time;
  }

  /// Adds a line.
  void tell(String what) {
    var line = String.format(Locale.ROOT, "%12.3f  %s", time.nanos() / 1e9, what);
    if (first.size() < FIRST_LINES) {
      first.add(line);
      return;
    }
    last.add(line);
    if (last.size() > LAST_LINES) {
      last.removeFirst();
      left++;
    }
  }

  /// All lines that were kept, and how many were not.
  @Override
  public String toString() {
    var text = new StringBuilder();
    first.forEach(line -> text.append(line).append('\n'));
    if (left > 0) {
      text.append("              … ").append(left).append(" lines left out\n");
    }
    last.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
