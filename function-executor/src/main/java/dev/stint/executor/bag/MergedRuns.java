package dev.stint.executor.bag;

import dev.stint.executor.kernel.Bag;
import java.util.List;
import java.util.function.Consumer;

/// Goes through the entries of a group in several runs, in ascending order.
final class MergedRuns {

  private final List<RunCursor> runs;

  /// The runs that have entries left, each before those at twice its place and one or two more.
  private final RunCursor[] heap;

  private int size;

  MergedRuns(List<RunCursor> runs) {
    this.runs = List.copyOf(runs);
    this.heap = new RunCursor[runs.size()];
  }

  /// Gives each entry of a group to `taker`; groups ascend.
  void forEach(int group, Consumer<Bag> taker) {
    fill(group);
    while (size > 0) {
      var first = heap[0];
      taker.accept(first.entry());
      if (!first.next(group)) {
        heap[0] = heap[--size];
      }
      sink(0);
    }
  }

  private void fill(int group) {
    size = 0;
    for (var run : runs) {
      if (run.open(group)) {
        heap[size++] = run;
      }
    }
    for (int place = size / 2 - 1; place >= 0; place--) {
      sink(place);
    }
  }

  /// Puts what is at `place` below all that come before it.
  private void sink(int place) {
    int at = place;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1].compareTo(heap[child]) < 0) {
        child++;
      }
      if (heap[at].compareTo(heap[child]) <= 0) {
        return;
      }
      var moved = heap[at];
      heap[at] = heap[child];
      heap[child] = moved;
      at = child;
    }
  }
}
