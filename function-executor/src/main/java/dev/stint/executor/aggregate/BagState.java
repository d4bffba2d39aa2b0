package dev.stint.executor.aggregate;

import dev.stint.executor.bag.BagReading;
import dev.stint.executor.bag.BagRuns;
import dev.stint.executor.bag.BagSize;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Bag;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.sort.KeySorter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Bags put together. Entries are appended; when there are four times as many as were last in order
/// they are sorted, and those of one element become one, so that few distinct elements take little
/// memory however many rows there are. With a [BagSpace] they go to the disk when memory has no
/// room for them.
final class BagState extends BinaryState {

  /// Not sorted before there are as many bytes.
  private static final int MIN_BYTES = 1 << 12;

  /// Sorted again when it has grown so many times.
  private static final long SORTED_GROWTH = 4;

  /// What sorting takes for an entry: place, length, number and the sorter's own.
  private static final int ENTRY_BYTES = 2 * Integer.BYTES + Long.BYTES + KeySorter.BYTES_PER_ROW;

  /// Of an entry, until some were sorted.
  private static final int TYPICAL_BYTES = 12;

  /// How many bytes of a group were in order when they were last sorted.
  private int[] sortedSizes = new int[0];

  /// What an entry took of those sorted last.
  private int entryBytes = TYPICAL_BYTES;

  private final int pieceBytes;
  private @Nullable BagSpace space;
  private @Nullable BagRuns runs;

  BagState(MemoryAccount memory) {
    super(memory, Integer.BYTES);
    this.pieceBytes = Bag.pieceBytes(memory.limitBytes());
  }

  /// Lets bags go to the disk.
  void use(BagSpace bagSpace) {
    space = bagSpace;
  }

  boolean isOnDisk() {
    return runs != null;
  }

  @Override
  void add(int group, byte[] data, int start, int end) {
    int length = end - start;
    if (space != null && size(group) + (long) length > data(group).length) {
      makeRoom(space, 2L * Math.max(data(group).length, size(group) + length));
    }
    if (size(group) + (long) length > Math.max(SORTED_GROWTH * sortedSizes[group], MIN_BYTES)) {
      finish(group);
    }
    int size = size(group);
    byte[] target = ensure(group, size + (long) length);
    System.arraycopy(data, start, target, size, length);
    setSize(group, size + length);
  }

  /// Before an array becomes so long.
  private void makeRoom(BagSpace used, long arrayBytes) {
    if (used.hasRoomFor(arrayBytes, sortBytes(arrayBytes))) {
      used.reserveWork(sortBytes(arrayBytes));
    } else {
      used.spill();
    }
  }

  /// What sorting so many bytes takes: a copy, and an order.
  private long sortBytes(long bytes) {
    return bytes + bytes / entryBytes * ENTRY_BYTES;
  }

  /// Arrays are doubled, then full.
  @Override
  long workBytes(int arrayBytes) {
    return 2L * arrayBytes + sortBytes(2L * arrayBytes);
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
    int entries = bag.entryCount();
    entryBytes = Math.max(size / Math.max(entries, 1), 1);
    long scratchBytes = (long) entries * ENTRY_BYTES;
    if (space == null) {
      memory().reserve(size + scratchBytes);
    } else {
      space.reserveWork(size + scratchBytes);
    }
    sort(group, bag);
    if (space == null) {
      memory().release(scratchBytes);
    } else {
      // What was reserved for the copy is still there, and it took the place of the array.
      memory().reserve(size);
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
    byte[] sorted = new byte[size(group)];
    int at = 0;
    for (int place = 0; place < counts.length; ) {
      int first = order[place];
      long count = 0;
      while (place < counts.length
          && BytesVector.areEqual(data, starts, lengths, first, order[place])) {
        count += counts[order[place++]];
      }
      at = Bag.write(sorted, at, count, data, starts[first], lengths[first]);
    }
    replace(group, sorted, at);
  }

  /// What `readings` find in `count` groups from `from`: groups ascend where they are on the disk.
  List<Vector> read(int from, int count, List<BagReading> readings) {
    if (runs == null && space != null && !hasRoomForResults(space, from, count, readings)) {
      space.spill();
    }
    if (runs != null) {
      spill();
    }
    readings.forEach(reading -> reading.open(count));
    for (int group = from; group < from + count; group++) {
      if (seen[group]) {
        read(group, readings);
      } else {
        readings.forEach(BagReading::skip);
      }
    }
    return readings.stream().map(BagReading::build).toList();
  }

  private boolean hasRoomForResults(BagSpace used, int from, int count, List<BagReading> readings) {
    long bytes = 0;
    for (int group = from; group < from + count; group++) {
      if (size(group) > pieceBytes) {
        var size = BagSize.of(new Bag(data(group), 0, size(group)));
        bytes += readings.stream().mapToLong(reading -> reading.resultBytes(size)).sum();
      }
    }
    return used.hasRoomFor(bytes, 0);
  }

  private void read(int group, List<BagReading> readings) {
    if (runs != null) {
      var size = runs.size(group);
      readings.forEach(reading -> reading.begin(size));
      runs.read(group, readings);
    } else {
      finish(group);
      var bag = new Bag(data(group), 0, size(group));
      var size = BagSize.of(bag);
      readings.forEach(reading -> reading.begin(size));
      while (bag.next()) {
        for (var reading : readings) {
          reading.take(bag.data(), bag.elementStart(), bag.elementLength(), bag.count());
        }
      }
    }
    readings.forEach(BagReading::end);
  }

  /// Puts all that is in memory on the disk.
  void spill() {
    if (heldBytes() == 0) {
      return;
    }
    if (runs == null) {
      runs = new BagRuns(memory().another());
    }
    runs.add(groupCount(), this::bag);
    reset(0, groupCount());
  }

  /// After [#spill], when the memory is free.
  void settle() {
    if (runs != null) {
      runs.settle();
    }
  }

  private @Nullable Bag bag(int group) {
    if (size(group) == 0) {
      return null;
    }
    finish(group);
    return new Bag(data(group), 0, size(group));
  }

  boolean isLarge(int group) {
    return size(group) > pieceBytes;
  }

  /// Where the pieces of a bag begin, and where the last one ends.
  int[] cuts(int group) {
    finish(group);
    var bag = new Bag(data(group), 0, size(group));
    var cuts = IntStream.builder().add(0);
    for (int at = 0; at < size(group); ) {
      at = bag.passPiece(pieceBytes);
      cuts.add(at);
    }
    return cuts.build().toArray();
  }

  /// Makes group 0 a piece of a group of `source`.
  void copyPiece(BagState source, int group, int start, int end) {
    seen[0] = true;
    add(0, source.data(group), start, end);
    sortedSizes[0] = size(0);
  }

  @Override
  void clear() {
    super.clear();
    close();
  }

  /// Forgets what is on the disk.
  void close() {
    if (runs != null) {
      runs.close();
      runs = null;
    }
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
