package dev.stint.executor.aggregate;

import dev.stint.executor.kernel.Bag;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.sort.KeySorter;
import java.util.Arrays;

/// Bags put together. Entries are appended; when they have doubled since they were last in order
/// they are sorted, and those of one element become one, so that few distinct elements take little
/// memory however many rows there are.
final class BagState extends BinaryState {

  /// Not sorted before there are as many bytes.
  private static final int MIN_BYTES = 1 << 12;

  /// What sorting takes for an entry: place, length, number and the sorter's own.
  private static final int ENTRY_BYTES = 2 * Integer.BYTES + Long.BYTES + KeySorter.BYTES_PER_ROW;

  /// How many bytes of a group were in order when they were last sorted.
  private int[] sortedSizes = new int[0];

  BagState(MemoryAccount memory) {
    super(memory, Integer.BYTES);
  }

  @Override
  void add(int group, byte[] data, int start, int end) {
    int length = end - start;
    if (size(group) + (long) length > Math.max(2L * sortedSizes[group], MIN_BYTES)) {
      finish(group);
    }
    int size = size(group);
    byte[] target = ensure(group, size + (long) length);
    System.arraycopy(data, start, target, size, length);
    setSize(group, size + length);
  }

  /// What is copied into an empty group stays in order.
  @Override
  void merge(int to, GroupState source, int from) {
    boolean wasEmpty = size(to) == 0;
    super.merge(to, source, from);
    if (wasEmpty) {
      sortedSizes[to] = ((BagState) source).sortedSizes[from];
    }
  }

  @Override
  void finish(int group) {
    int size = size(group);
    if (size == sortedSizes[group]) {
      return;
    }
    var bag = new Bag(data(group), 0, size);
    long scratchBytes = (long) bag.entryCount() * ENTRY_BYTES;
    memory().reserve(scratchBytes);
    try {
      sort(group, bag);
    } finally {
      memory().release(scratchBytes);
    }
    sortedSizes[group] = size(group);
  }

  private void sort(int group, Bag bag) {
    byte[] data = data(group);
    long[] counts = bag.counts();
    var elements = bag.elements();
    int[] starts = elements.starts();
    int[] lengths = elements.lengths();
    int[] order = KeySorter.sort(elements);
    memory().reserve(size(group));
    byte[] sorted = new byte[size(group)];
    int at = 0;
    for (int place = 0; place < counts.length; ) {
      int first = order[place];
      long count = 0;
      while (place < counts.length && isSame(data, starts, lengths, first, order[place])) {
        count += counts[order[place++]];
      }
      at = Bag.write(sorted, at, count, data, starts[first], lengths[first]);
    }
    replace(group, sorted, at);
  }

  private static boolean isSame(byte[] data, int[] starts, int[] lengths, int left, int right) {
    return Arrays.equals(
        data,
        starts[left],
        starts[left] + lengths[left],
        data,
        starts[right],
        starts[right] + lengths[right]);
  }

  @Override
  void resize(int from, int capacity) {
    super.resize(from, capacity);
    sortedSizes = Arrays.copyOf(sortedSizes, capacity);
  }

  @Override
  void reset(int from, int to) {
    super.reset(from, to);
    Arrays.fill(sortedSizes, from, to, 0);
  }
}
