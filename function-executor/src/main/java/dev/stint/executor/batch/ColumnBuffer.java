package dev.stint.executor.batch;

import dev.stint.executor.memory.MemoryAccount;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.PhysicalType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A column that grows: rows are copied in at its end. What it allocates is reserved beforehand.
public abstract sealed class ColumnBuffer
    permits LongBuffer, DoubleBuffer, Int128Buffer, BytesBuffer {

  /// The largest array of bytes that every Java machine allocates.
  static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private static final int MIN_CAPACITY = 1024;

  /// Arrays up to here double; larger ones grow by half, which takes less while both are there.
  private static final int DOUBLED_CAPACITY = 1 << 20;

  private final MemoryAccount memory;
  private int rowCount;
  private int capacity;
  private boolean @Nullable [] nulls;

  ColumnBuffer(MemoryAccount memory) {
    this.memory = memory;
  }

  public static ColumnBuffer of(PhysicalType type, MemoryAccount memory) {
    return switch (type) {
      case LONG -> new LongBuffer(memory);
      case DOUBLE -> new DoubleBuffer(memory);
      case INT128 -> new Int128Buffer(memory);
      case BYTES -> new BytesBuffer(memory);
    };
  }

  public final int rowCount() {
    return rowCount;
  }

  /// All rows so far. Shares the buffer's arrays: its rows stay as they are while others are
  /// appended, until [#clear].
  public abstract Vector vector();

  /// Copies rows `rows[0..count)` of `vector`, a vector of this buffer's physical type.
  public final void append(Vector vector, int[] rows, int count) {
    ensureCapacity(count);
    copy(vector, rows, count, rowCount);
    copyNulls(vector.nulls(), rows, count);
    rowCount += count;
  }

  /// Copies all rows of `vector`.
  public final void append(Vector vector) {
    append(vector, RowIndexes.identity(), vector.rowCount());
  }

  /// What appending all rows of `vector` would allocate at most.
  public long growthBytes(Vector vector) {
    long needed = (long) rowCount + vector.rowCount();
    return needed <= capacity ? 0 : Math.max(larger(capacity), needed) * (rowBytes() + 1);
  }

  /// What the values of the rows so far take.
  public long valueBytes() {
    return (long) rowCount * rowBytes();
  }

  /// Forgets the rows but keeps the arrays, so vectors handed out before are no longer valid.
  public void clear() {
    rowCount = 0;
    if (nulls != null) {
      Arrays.fill(nulls, false);
    }
  }

  final boolean @Nullable [] nulls() {
    return nulls;
  }

  final MemoryAccount memory() {
    return memory;
  }

  /// Copies rows `rows[0..count)` of `vector` to the places from `at`; NULLs are seen to elsewhere.
  abstract void copy(Vector vector, int[] rows, int count, int at);

  /// Bytes that a row takes in the arrays that [#resize] makes.
  abstract int rowBytes();

  /// Makes arrays of `capacity` rows with what is in the present ones.
  abstract void resize(int capacity);

  /// The capacity after growing from `capacity` to hold `needed`.
  final int grown(int capacity, long needed, String unit) {
    if (needed > MAX_ARRAY) {
      throw StintException.resource(
          "%s holds more than %d %s in one task; it needs smaller partitions"
              .formatted(memory.user(), MAX_ARRAY, unit));
    }
    return (int) Math.min(Math.max(larger(capacity), needed), MAX_ARRAY);
  }

  static long larger(int capacity) {
    int more = capacity < DOUBLED_CAPACITY ? capacity : capacity >> 1;
    return Math.max((long) capacity + more, MIN_CAPACITY);
  }

  private void ensureCapacity(int count) {
    long needed = (long) rowCount + count;
    if (needed <= capacity) {
      return;
    }
    int larger = grown(capacity, needed, "rows");
    memory.reserve((long) larger * (rowBytes() + 1));
    resize(larger);
    if (nulls != null) {
      nulls = Arrays.copyOf(nulls, larger);
    }
    memory.release((long) capacity * (rowBytes() + 1));
    capacity = larger;
  }

  private void copyNulls(boolean @Nullable [] source, int[] rows, int count) {
    if (source == null) {
      return;
    }
    boolean[] target = nulls;
    if (target == null) {
      target = new boolean[capacity];
      nulls = target;
    }
    for (int i = 0; i < count; i++) {
      target[rowCount + i] = source[rows[i]];
    }
  }
}
