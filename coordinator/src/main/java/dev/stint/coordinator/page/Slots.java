package dev.stint.coordinator.page;

import java.util.PriorityQueue;

/// Which attempts ran at the same time: each has the lowest place that is free when it starts. The
/// log does not say in which function an attempt ran, so a slot is a place, not a process.
final class Slots {

  private record Busy(long until, int slot) {}

  private final int[] slots;
  private int count;

  private Slots(int size) {
    this.slots = new int[size];
  }

  /// Attempts that have not ended run until `nowMs`.
  static Slots of(AttemptTable table, long nowMs) {
    var result = new Slots(table.count());
    var busy = new PriorityQueue<Busy>((a, b) -> Long.compare(a.until(), b.until()));
    var free = new PriorityQueue<Integer>();
    for (int row = 0; row < table.count(); row++) {
      while (!busy.isEmpty() && busy.peek().until() <= table.start(row)) {
        free.add(busy.remove().slot());
      }
      int slot = free.isEmpty() ? result.count++ : free.remove();
      result.slots[row] = slot;
      busy.add(new Busy(table.end(row) < 0 ? nowMs : table.end(row), slot));
    }
    return result;
  }

  int count() {
    return count;
  }

  int of(int row) {
    return slots[row];
  }
}
