package dev.stint.executor.exchange;

import dev.stint.plan.stage.StageOutput;
import dev.stint.shuffle.segment.BlockKeys;
import java.util.Arrays;

/// Rows sorted by bucket, those of a bucket in the order in which they came.
final class BucketOrder {

  private static final int KEY_BYTES = 2;

  private final int[] rows;

  /// Where the rows of each bucket end in `rows`.
  private final int[] ends;

  private BucketOrder(int[] rows, int[] ends) {
    this.rows = rows;
    this.ends = ends;
  }

  /// Of `rowCount` rows; `buckets` has the bucket of each.
  static BucketOrder of(char[] buckets, int rowCount) {
    int[] ends = new int[StageOutput.BUCKET_COUNT + 1];
    for (int row = 0; row < rowCount; row++) {
      ends[buckets[row] + 1]++;
    }
    for (int bucket = 0; bucket < StageOutput.BUCKET_COUNT; bucket++) {
      ends[bucket + 1] += ends[bucket];
    }
    // Filling a bucket moves its start to its end.
    int[] rows = new int[rowCount];
    for (int row = 0; row < rowCount; row++) {
      rows[ends[buckets[row]]++] = row;
    }
    return new BucketOrder(rows, ends);
  }

  /// The rows' numbers; not a copy.
  int[] rows() {
    return rows;
  }

  /// The bucket with the most rows.
  int fullest() {
    int fullest = 0;
    for (int bucket = 1; bucket < StageOutput.BUCKET_COUNT; bucket++) {
      fullest = rowCount(bucket) > rowCount(fullest) ? bucket : fullest;
    }
    return fullest;
  }

  int rowCount(int bucket) {
    return ends[bucket] - start(bucket);
  }

  /// The place of its first row.
  int start(int bucket) {
    return bucket == 0 ? 0 : ends[bucket - 1];
  }

  /// The keys of the rows at `[from, from + count)`: their buckets, big endian.
  BlockKeys keys(int from, int count) {
    byte[] keys = new byte[KEY_BYTES * count];
    int bucket = bucketAt(from);
    for (int done = 0; done < count; bucket++) {
      int end = Math.min(ends[bucket] - from, count);
      for (; done < end; done++) {
        keys[KEY_BYTES * done] = (byte) (bucket >>> 8);
        keys[KEY_BYTES * done + 1] = (byte) bucket;
      }
    }
    return BlockKeys.fixedWidth(KEY_BYTES, count, keys);
  }

  /// The bucket of the row at a place: the first that ends beyond it.
  private int bucketAt(int place) {
    int found = Arrays.binarySearch(ends, 0, StageOutput.BUCKET_COUNT, place);
    int bucket = found < 0 ? -found - 1 : found;
    while (ends[bucket] <= place) {
      bucket++;
    }
    return bucket;
  }
}
