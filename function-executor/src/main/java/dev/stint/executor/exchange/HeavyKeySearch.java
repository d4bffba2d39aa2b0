package dev.stint.executor.exchange;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.hash.RowHash;
import dev.stint.executor.kernel.cast.ValueText;
import dev.stint.executor.operator.HeavyKeys;
import dev.stint.plan.type.Schema;
import java.time.ZoneId;
import java.util.StringJoiner;

/// Looks among rows that are sorted by bucket for a key that many of them have: in the fullest
/// bucket, if that has a good part of all rows, and by a part of its rows, of which most must have
/// the key. So it costs next to nothing where there is none.
final class HeavyKeySearch {

  private static final int MIN_ROWS = 1000;

  /// The part of all rows that a bucket must have to be looked into: one in so many.
  private static final int SHARE = 20;

  private static final int SAMPLE_ROWS = 1024;
  private static final int MAX_TEXT = 80;

  private final Schema schema;
  private final int[] keyColumns;
  private final ZoneId zone;
  private final HeavyKeys found;
  private final RowHash rowHash = new RowHash();
  private final long[] hashes = new long[Batch.MAX_ROWS];

  /// `keyColumns` is not changed by anybody.
  HeavyKeySearch(Schema schema, int[] keyColumns, ZoneId zone, HeavyKeys found) {
    this.schema = schema;
    this.keyColumns = keyColumns;
    this.zone = zone;
    this.found = found;
  }

  void look(RowBuffer rows, BucketOrder order) {
    int bucket = order.fullest();
    int bucketRows = order.rowCount(bucket);
    if (bucketRows < MIN_ROWS || bucketRows < rows.rowCount() / SHARE) {
      return;
    }
    int count = Math.min(SAMPLE_ROWS, bucketRows);
    var sample = rows.gather(order.rows(), order.start(bucket), count);
    rowHash.hash(sample, keyColumns, hashes);
    int row = majority(count);
    int votes = 0;
    for (int i = 0; i < count; i++) {
      votes += hashes[i] == hashes[row] ? 1 : 0;
    }
    if (votes > count / 2) {
      found.add(text(sample, row), (long) bucketRows * votes / count);
    }
  }

  /// A row with the hash that more than half of the rows have, if one has. (Boyer and Moore,
  /// "MJRTY: a fast majority vote algorithm", 1991.)
  private int majority(int count) {
    int candidate = 0;
    int lead = 0;
    for (int row = 0; row < count; row++) {
      if (lead == 0) {
        candidate = row;
      }
      lead += hashes[row] == hashes[candidate] ? 1 : -1;
    }
    return candidate;
  }

  private String text(Batch batch, int row) {
    var text = new StringJoiner(", ");
    for (int column : keyColumns) {
      var value = ValueText.text(batch.column(column), row, schema.field(column).type(), zone);
      text.add(value == null ? "NULL" : "'" + value + "'");
    }
    var whole = text.toString();
    return whole.length() <= MAX_TEXT ? whole : whole.substring(0, MAX_TEXT) + "…";
  }
}
