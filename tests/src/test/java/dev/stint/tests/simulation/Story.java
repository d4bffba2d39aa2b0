package dev.stint.tests.simulation;

import java.util.ArrayDeque;
import java.util.Locale;
import java.util.function.Supplier;

/// What happened in a world, for whoever has to understand a failing seed: the beginning and the
/// most recent lines, each with the world's time.
final class Story {

  private static final int FIRST_LINES = 200;
  private static final int LAST_LINES = 2_000;

  private record Line(long nanos, Supplier<String> what) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%12.3f  %s", nanos / 1e9, what.get());
    }
  }

  private final VirtualTime time;
  private final ArrayDeque<Line> first = new ArrayDeque<>();
  private final ArrayDeque<Line> last = new ArrayDeque<>();
  private long left;

  Story(VirtualTime time) {
    this.time = time;
  }

  /// Adds a line. It is made into text only when the story is read, so what it says must not
  /// change.
  void tell(Supplier<String> what) {
    add(new Line(time.nanos(), what));
  }

  /// Adds a line.
  void tell(String what) {
    add(new Line(time.nanos(), () -> what));
  }

  private void add(Line line) {
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
