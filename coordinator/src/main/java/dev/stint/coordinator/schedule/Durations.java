package dev.stint.coordinator.schedule;

/// How long the finished tasks of a stage took: counts in buckets that grow by an eighth, so a
/// quantile is right to 13 % and costs the same whatever was added. (The layout is that of HDR
/// histograms: three bits below the leading one.)
final class Durations {

  private static final int SUB_BUCKET_BITS = 3;
  private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;

  private final int[] counts = new int[(Long.SIZE - SUB_BUCKET_BITS) * SUB_BUCKETS];
  private int count;

  void add(long nanos) {
    counts[bucket(Math.max(nanos, 0))]++;
    count++;
  }

  int count() {
    return count;
  }

  /// The least duration that is at least as long as `share` of those added; 0 when there are none.
  long quantile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= rank) {
        return upperBound(bucket);
      }
    }
    return 0;
  }

  private static int bucket(long nanos) {
    if (nanos < SUB_BUCKETS) {
      return Math.toIntExact(nanos);
    }
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - SUB_BUCKET_BITS;
    int subBucket = Math.toIntExact(nanos >>> exponent) - SUB_BUCKETS;
    return (exponent + 1) * SUB_BUCKETS + subBucket;
  }

  private static long upperBound(int bucket) {
    if (bucket < SUB_BUCKETS) {
      return bucket;
    }
    int exponent = bucket / SUB_BUCKETS - 1;
    long subBucket = bucket % SUB_BUCKETS;
    return ((SUB_BUCKETS + subBucket + 1) << exponent) - 1;
  }
}
