package dev.stint.executor.scan.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.jspecify.annotations.Nullable;

/// The arrays that the column chunks of a file's row groups are read into, used again for a later
/// row group once one is done with: a fresh array is zeroed first, and lies in memory that no cache
/// holds.
///
/// An array is lent to one buffer at a time, and comes back with that buffer alone; one that never
/// comes back, since reading failed, is not used again. Where none fits, one that is there gives
/// way: no more are kept than were in use at once. Any thread may ask.
final class ChunkArrays implements ByteBufferAllocator {

  /// An array has room for a chunk that is larger by this part: those of a column differ a little.
  private static final int SPARE_PART = 16;

  private final IdentityHashMap<ByteBuffer, byte[]> lent = new IdentityHashMap<>();
  private final List<byte[]> free = new ArrayList<>();

  /// A buffer of `size` bytes, with anything in them.
  @Override
  public synchronized ByteBuffer allocate(int size) {
    byte[] array = take(size);
    var buffer = ByteBuffer.wrap(array, 0, size).slice();
    lent.put(buffer, array);
    return buffer;
  }

  private byte[] take(int size) {
    byte[] best = null;
    byte[] largest = null;
    for (byte[] array : free) {
      if (fits(array, size) && (best == null || array.length < best.length)) {
        best = array;
      }
      if (largest == null || array.length > largest.length) {
        largest = array;
      }
    }
    remove(best == null ? largest : best);
    return best == null ? new byte[Math.addExact(size, size / SPARE_PART)] : best;
  }

  /// Not one that would lie mostly unused.
  private static boolean fits(byte[] array, int size) {
    return array.length >= size && array.length / 2 <= size;
  }

  // Which array it is, not what is in it.
  @SuppressWarnings("ReferenceEquality")
  private void remove(byte @Nullable [] array) {
    free.removeIf(other -> other == array);
  }

  /// Takes back the array of a buffer that [#allocate] gave, which must not be used any more; of
  /// one that it did not give, or that came back before, none.
  @Override
  public synchronized void release(ByteBuffer buffer) {
    byte[] array = lent.remove(buffer);
    if (array != null) {
      free.add(array);
    }
  }

  /// Keeps none but those in use.
  synchronized void forgetFree() {
    free.clear();
  }

  @Override
  public boolean isDirect() {
    return false;
  }
}
