package dev.stint.executor.batch;

import dev.stint.executor.memory.MemoryAccount;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A growing column of strings. Each entry of a dictionary is copied once for as long as the
/// vectors that come share that dictionary; and while all rows come from dictionaries with few
/// entries, whichever they are, the column has one of its own.
public final class BytesBuffer extends ColumnBuffer {

  /// From so many rows on the entries must be fewer than half of them, to be worth their keeping.
  private static final int TRIAL_ROWS = Batch.MAX_ROWS;

  private static final int[] NONE = {};

  private byte[] data = new byte[0];
  private int dataLength;
  private int[] starts = new int[0];
  private int[] lengths = new int[0];

  private final StringEntries entries;

  /// The entry of each row, 0 for NULL, if all rows come from dictionaries.
  private int[] ids = NONE;

  private boolean isCoded;

  /// Of the rows' entries, if there are any.
  private @Nullable BytesVector dictionary;

  BytesBuffer(MemoryAccount memory) {
    super(memory);
    this.entries = new StringEntries(memory);
  }

  @Override
  public BytesVector vector() {
    return isCoded && dictionary != null
        ? BytesVector.ofLocated(rowCount(), ids, dictionary, starts, lengths, nulls())
        : new BytesVector(rowCount(), data, starts, lengths, nulls());
  }

  @Override
  public long valueBytes() {
    return super.valueBytes() + dataLength;
  }

  @Override
  public long growthBytes(Vector vector) {
    var strings = (BytesVector) vector;
    var source = strings.dictionary();
    long needed = dataLength + strings.valueBytes();
    long growth =
        super.growthBytes(vector)
            + (needed <= data.length ? 0 : Math.max(larger(data.length), needed));
    if (source == null) {
      return growth;
    }
    long codes = isCoded ? 0 : Integer.BYTES * Math.max(larger(starts.length), strings.rowCount());
    return growth + codes + entries.growthBytes(source, strings.rowCount());
  }

  @Override
  public void clear() {
    super.clear();
    dataLength = 0;
    dictionary = null;
    entries.clear();
  }

  @Override
  void copy(Vector vector, int[] rows, int count, int at) {
    var source = (BytesVector) vector;
    int[] sourceIds = source.ids();
    var sourceEntries = source.dictionary();
    if (sourceIds != null && sourceEntries != null) {
      useDictionary(sourceEntries, at);
      copyEntries(sourceEntries, sourceIds, source.nulls(), rows, count, at);
    } else {
      dropIds();
      copyBytes(source, rows, count, at);
    }
  }

  private void useDictionary(BytesVector source, int rowCount) {
    if (rowCount == 0 && !isCoded) {
      memory().reserve((long) Integer.BYTES * starts.length);
      ids = new int[starts.length];
      isCoded = true;
    }
    if (entries.isSource(source)) {
      return;
    }
    if (isCoded && rowCount >= TRIAL_ROWS && 2 * entries.count() > rowCount) {
      dropIds();
    }
    if (!isCoded) {
      entries.clear();
    }
    entries.use(source, data);
  }

  /// From here on rows are on their own.
  private void dropIds() {
    if (isCoded) {
      memory().release((long) Integer.BYTES * ids.length);
      ids = NONE;
      isCoded = false;
      dictionary = null;
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

  private void copyEntries(
      BytesVector source,
      int[] sourceIds,
      boolean @Nullable [] sourceNulls,
      int[] rows,
      int count,
      int at) {
    int before = entries.count();
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (sourceNulls != null && sourceNulls[row]) {
        put(at + i, 0, 0, 0);
        continue;
      }
      int known = entries.known(sourceIds[row]);
      int entry = known < 0 ? entry(source, sourceIds[row]) : known;
      put(at + i, entry, entries.start(entry), entries.length(entry));
    }
    if (isCoded && (entries.count() > before || dictionary == null) && entries.count() > 0) {
      dictionary = entries.vector(data);
    }
  }

  private void put(int row, int id, int start, int length) {
    starts[row] = start;
    lengths[row] = length;
    if (isCoded) {
      ids[row] = id;
    }
  }

  /// The entry of a string that was not met in this dictionary before.
  private int entry(BytesVector source, int sourceEntry) {
    int found = entries.find(sourceEntry, source, data);
    if (found >= 0) {
      return found;
    }
    int length = source.lengths()[sourceEntry];
    ensureData(length);
    System.arraycopy(source.data(), source.starts()[sourceEntry], data, dataLength, length);
    dataLength += length;
    return entries.add(sourceEntry, data, dataLength - length, length);
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
    return (isCoded ? 3 : 2) * Integer.BYTES;
  }

  @Override
  void resize(int capacity) {
    starts = Arrays.copyOf(starts, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    ids = isCoded ? Arrays.copyOf(ids, capacity) : NONE;
  }
}
