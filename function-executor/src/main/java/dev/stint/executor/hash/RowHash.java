package dev.stint.executor.hash;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.stage.StageOutput;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Hashes rows by some of their columns: equal for equal values, whatever the vectors they lie in
/// and whichever function computes them, so that both sides of a join and all attempts agree. NaNs
/// are equal, and so are 0.0 and -0.0. Belongs to one thread.
public final class RowHash {

  private static final long SEED = 0x5354494E54L;

  /// Dictionaries whose entries were hashed; a scan brings a new one with every row group.
  private static final int MAX_DICTIONARIES = 16;

  private final Map<BytesVector, long[]> dictionaries = new HashMap<>();

  /// Writes the hashes of the rows of `batch` by its columns `keyColumns` to `hashes`.
  public void hash(Batch batch, int[] keyColumns, long[] hashes) {
    Arrays.fill(hashes, 0, batch.rowCount(), SEED);
    for (int column : keyColumns) {
      fold(batch.column(column), hashes);
    }
  }

  /// The bucket of a row in a hash exchange: of the high bits, for hash tables look at the low.
  public static int bucket(long hash) {
    return (int) ((hash >>> 32) % StageOutput.BUCKET_COUNT);
  }

  /// The hash of a row by one column of whole numbers.
  static long ofLong(long value) {
    return HashKernels.fold(SEED, value);
  }

  /// A hash of `length` bytes, of no row: all its bits are worth something.
  public static long ofBytes(byte[] data, int start, int length) {
    return HashKernels.bytes(data, start, length);
  }

  private void fold(Vector vector, long[] hashes) {
    int count = vector.rowCount();
    switch (vector) {
      case LongVector longs -> HashKernels.longs(longs.values(), longs.nulls(), count, hashes);
      case DoubleVector doubles ->
          HashKernels.doubles(doubles.values(), doubles.nulls(), count, hashes);
      case Int128Vector wide ->
          HashKernels.int128s(wide.high(), wide.low(), wide.nulls(), count, hashes);
      case BytesVector bytes -> foldBytes(bytes, hashes);
    }
  }

  private void foldBytes(BytesVector bytes, long[] hashes) {
    int count = bytes.rowCount();
    int[] ids = bytes.ids();
    var dictionary = bytes.dictionary();
    if (ids != null && dictionary != null && dictionary.rowCount() <= Batch.MAX_ROWS) {
      HashKernels.entries(entryHashes(dictionary), ids, bytes.nulls(), count, hashes);
    } else {
      HashKernels.bytes(
          bytes.data(), bytes.starts(), bytes.lengths(), bytes.nulls(), count, hashes);
    }
  }

  private long[] entryHashes(BytesVector dictionary) {
    long[] known = dictionaries.get(dictionary);
    if (known != null) {
      return known;
    }
    if (dictionaries.size() == MAX_DICTIONARIES) {
      dictionaries.clear();
    }
    long[] hashes = new long[dictionary.rowCount()];
    for (int entry = 0; entry < hashes.length; entry++) {
      hashes[entry] =
          HashKernels.bytes(
              dictionary.data(), dictionary.starts()[entry], dictionary.lengths()[entry]);
    }
    dictionaries.put(dictionary, hashes);
    return hashes;
  }
}
