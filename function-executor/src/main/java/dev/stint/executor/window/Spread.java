package dev.stint.executor.window;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import java.util.Arrays;

/// Results that several rows share.
final class Spread {

  private Spread() {}

  /// For each of `count` rows, the one of `results` that `places` has for it. Bytes become a
  /// dictionary: what is made of them is made once for each result.
  static Vector of(Vector results, int[] places, int count) {
    if (!(results instanceof BytesVector bytes)) {
      return results.gather(places, count);
    }
    var entries =
        new BytesVector(bytes.rowCount(), bytes.data(), bytes.starts(), bytes.lengths(), null);
    boolean[] nulls = bytes.nulls() == null ? null : new boolean[count];
    for (int row = 0; nulls != null && row < count; row++) {
      nulls[row] = bytes.isNull(places[row]);
    }
    return BytesVector.ofDictionary(count, Arrays.copyOf(places, count), entries, nulls);
  }
}
