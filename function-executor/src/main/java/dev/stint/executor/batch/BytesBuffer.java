package dev.stint.executor.batch;

import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A growing column of strings. Each entry of a dictionary is copied once for as long as the
/// vectors that come share that dictionary.
public final class BytesBuffer extends ColumnBuffer {

  private byte[] data = new byte[0];
  private int dataLength;
  private int[] starts = new int[0];
  private int[] lengths = new int[0];

  private @Nullable BytesVector dictionary;

  /// Where each entry of `dictionary` was copied to, -1 for those not seen.
  private int[] entryStarts = new int[0];

  BytesBuffer(MemoryAccount memory) {
    super(memory);
  }

  @Override
  public BytesVector vector() {
    return new BytesVector(rowCount(), data, starts, lengths, nulls());
  }

  @Override
  public long valueBytes() {
    return super.valueBytes() + dataLength;
  }

  @Override
  public long growthBytes(Vector vector) {
    var strings = (BytesVector) vector;
    long added = 0;
    for (int row = 0; row < strings.rowCount(); row++) {
      added += strings.lengths()[row];
    }
    long needed = dataLength + added;
    return super.growthBytes(vector)
        + (needed <= data.length ? 0 : Math.max(larger(data.length), needed));
  }

  @Override
  public void clear() {
    super.clear();
    dataLength = 0;
    dictionary = null;
  }

  @Override
  void copy(Vector vector, int[] rows, int count, int at) {
    var source = (BytesVector) vector;
    int[] ids = source.ids();
    var entries = source.dictionary();
    if (ids != null && entries != null) {
      useDictionary(entries);
      copyEntries(entries, ids, source.nulls(), rows, count, at);
    } else {
      copyBytes(source, rows, count, at);
    }
  }

  private void copyBytes(BytesVector source, int[] rows, int count, int at) {
    int[] sourceLengths = source.lengths();
    long added = 0;
    for (int i = 0; i < count; i++) {
      added += sourceLengths[rows[i]];
    }
    ensureData(added);
    byte[] bytes = source.data();
    int[] sourceStarts = source.starts();
    if (areBackToBack(source, rows, count)) {
      copyRun(source, rows, count, at, (int) added);
      return;
    }
    for (int i = 0; i < count; i++) {
      int length = sourceLengths[rows[i]];
      System.arraycopy(bytes, sourceStarts[rows[i]], data, dataLength, length);
      starts[at + i] = dataLength;
      lengths[at + i] = length;
      dataLength += length;
    }
  }

  private static boolean areBackToBack(BytesVector source, int[] rows, int count) {
    int[] starts = source.starts();
    int[] lengths = source.lengths();
    int end = count == 0 ? 0 : starts[rows[0]];
    boolean areBackToBack = true;
    for (int i = 0; i < count && areBackToBack; i++) {
      areBackToBack = starts[rows[i]] == end;
      end += lengths[rows[i]];
    }
    return areBackToBack;
  }

  /// Copies rows that stand back to back, their bytes at once.
  private void copyRun(BytesVector source, int[] rows, int count, int at, int bytes) {
    int from = count == 0 ? 0 : source.starts()[rows[0]];
    System.arraycopy(source.data(), from, data, dataLength, bytes);
    int shift = dataLength - from;
    for (int i = 0; i < count; i++) {
      starts[at + i] = source.starts()[rows[i]] + shift;
      lengths[at + i] = source.lengths()[rows[i]];
    }
    dataLength += bytes;
  }

  private void useDictionary(BytesVector entries) {
    if (dictionary != entries) {
      dictionary = entries;
      entryStarts = new int[entries.rowCount()];
      Arrays.fill(entryStarts, -1);
    }
  }

  private void copyEntries(
      BytesVector entries,
      int[] ids,
      boolean @Nullable [] sourceNulls,
      int[] rows,
      int count,
      int at) {
    int[] entryLengths = entries.lengths();
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (sourceNulls != null && sourceNulls[row]) {
        starts[at + i] = 0;
        lengths[at + i] = 0;
        continue;
      }
      int id = ids[row];
      if (entryStarts[id] < 0) {
        copyEntry(entries, id);
      }
      starts[at + i] = entryStarts[id];
      lengths[at + i] = entryLengths[id];
    }
  }

  private void copyEntry(BytesVector entries, int id) {
    int length = entries.lengths()[id];
    ensureData(length);
    System.arraycopy(entries.data(), entries.starts()[id], data, dataLength, length);
    entryStarts[id] = dataLength;
    dataLength += length;
  }

  private void ensureData(long added) {
    long needed = dataLength + added;
    if (needed <= data.length) {
      return;
    }
    int larger = grown(data.length, needed, "bytes of strings in a column");
    memory().reserve(larger);
    int before = data.length;
    data = Arrays.copyOf(data, larger);
    memory().release(before);
  }

  @Override
  int rowBytes() {
    return 2 * Integer.BYTES;
  }

  @Override
  void resize(int capacity) {
    starts = Arrays.copyOf(starts, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
  }
}
