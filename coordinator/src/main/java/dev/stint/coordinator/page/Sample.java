package dev.stint.coordinator.page;

import dev.stint.coordinator.event.AttemptCause;
import java.util.Arrays;

/// Which attempts are shown where there are too many for a page: the odd ones first, then every so
/// manieth of the others.
final class Sample {

  private Sample() {}

  /// At most `max` rows, in their order.
  static int[] rows(AttemptTable table, int max) {
    int count = table.count();
    int[] rows = new int[Math.min(count, max)];
    if (count <= max) {
      Arrays.setAll(rows, row -> row);
      return rows;
    }
    int odd = 0;
    for (int row = 0; row < count; row++) {
      odd += isOdd(table, row) ? 1 : 0;
    }
    // Of odd ones, too, there may be more than can be shown.
    int oddShown = Math.min(odd, max / 2);
    var oddPick = new Pick(oddShown, odd);
    var plainPick = new Pick(max - oddShown, count - odd);
    int length = 0;
    for (int row = 0; row < count; row++) {
      if ((isOdd(table, row) ? oddPick : plainPick).takesNext()) {
        rows[length++] = row;
      }
    }
    return Arrays.copyOf(rows, length);
  }

  private static boolean isOdd(AttemptTable table, int row) {
    return table.cause(row) != AttemptCause.FIRST || table.state(row) != AttemptTable.State.WON;
  }

  /// Takes `wanted` of `all`, equally distributed.
  private static final class Pick {

    private final long wanted;
    private final long all;
    private long seen;

    Pick(long wanted, long all) {
      this.wanted = Math.min(wanted, all);
      this.all = all;
    }

    boolean takesNext() {
      seen++;
      return seen * wanted / all != (seen - 1) * wanted / all;
    }
  }
}
