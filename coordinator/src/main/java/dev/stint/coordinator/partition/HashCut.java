package dev.stint.coordinator.partition;

import static dev.stint.plan.stage.StageOutput.BUCKET_COUNT;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SortableKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts the buckets of hash exchanges, all at the same places, into ranges of about equal size. A
/// bucket that alone is worth several tasks is given to several, each of which reads a part of the
/// one source that may be divided and all others whole.
final class HashCut {

  /// A bucket is hot when its divisible side is this many times as large as a partition should be.
  private static final int HOT_PARTITIONS = 2;

  private final double[] bucketBytes;
  private final Optional<Exchange> divisible;
  private final double[] divisibleBytes;
  private final long totalBytes;
  private final long targetBytes;
  private final List<PlannedTask> tasks = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();

  private HashCut(List<Exchange> exchanges, long totalBytes, long targetBytes) {
    this.bucketBytes = bucketBytes(exchanges);
    this.divisible = divisible(exchanges);
    this.divisibleBytes = bucketBytes(divisible.stream().toList());
    this.totalBytes = totalBytes;
    this.targetBytes = targetBytes;
  }

  /// No task when there are no rows.
  static StagePlan cut(List<Exchange> exchanges, long targetBytes) {
    long bytes = exchanges.stream().mapToLong(Exchange::bytes).sum();
    return new HashCut(exchanges, bytes, targetBytes).cut();
  }

  /// The source whose part of a bucket may be shared out. Two divided sources would each meet only
  /// a part of the other: then none is.
  static Optional<Exchange> divisible(List<Exchange> exchanges) {
    var all =
        exchanges.stream()
            .filter(exchange -> exchange.source().hotBucket() == HotBucket.DIVISIBLE)
            .toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  private StagePlan cut() {
    cutBuckets(new EvenCut((double) totalBytes, targetBytes));
    if (!tasks.isEmpty()) {
      decisions.addFirst(
          new Decision.Cut(Decision.Kind.BUCKETS, totalBytes, targetBytes, tasks.size()));
    }
    return new StagePlan(tasks, decisions);
  }

  private void cutBuckets(EvenCut cut) {
    int from = 0;
    for (int bucket = 0; bucket < BUCKET_COUNT; bucket++) {
      boolean isHot = divisibleBytes[bucket] >= (double) HOT_PARTITIONS * targetBytes;
      if (isHot || cut.isDueBefore(bucketBytes[bucket])) {
        addTask(from, bucket, cut);
        from = bucket;
        cut.cut();
      }
      cut.add(bucketBytes[bucket]);
      if (isHot) {
        addHotTasks(bucket);
        from = bucket + 1;
        cut.cut();
      }
    }
    addTask(from, BUCKET_COUNT, cut);
  }

  private void addTask(int from, int to, EvenCut cut) {
    if (cut.partBytes() > 0) {
      tasks.add(new PlannedTask(new TaskShare.Buckets(from, to), Math.round(cut.partBytes())));
    }
  }

  private void addHotTasks(int bucket) {
    var range = TaskInputs.buckets(bucket, bucket + 1);
    var divided = divisible.orElseThrow();
    long bytes = BlockShares.bytes(divided.segments(), range);
    long otherBytes = Math.round(bucketBytes[bucket] - divisibleBytes[bucket]);
    var shares = BlockShares.share(divided.segments(), range, Math.ceilDiv(bytes, targetBytes));
    for (var share : shares) {
      tasks.add(
          new PlannedTask(
              new TaskShare.DividedBuckets(
                  bucket, bucket + 1, divided.source().sourceId(), share.blocks()),
              share.bytes() + otherBytes));
    }
    decisions.add(new Decision.HotBucketDivided(bucket, bytes, shares.size()));
  }

  /// What each bucket takes. A block's bytes are spread evenly over the buckets it spans.
  private static double[] bucketBytes(List<Exchange> exchanges) {
    var bytes = new double[BUCKET_COUNT];
    exchanges.stream().flatMap(Exchange::blocks).forEach(block -> spread(block, bytes));
    return bytes;
  }

  private static void spread(BlockRef block, double[] bytes) {
    int first = bucket(block.firstKey());
    int last = bucket(block.lastKey());
    double each = (double) block.length() / (last - first + 1);
    for (int bucket = first; bucket <= last; bucket++) {
      bytes[bucket] += each;
    }
  }

  private static int bucket(SortableKey key) {
    byte[] bytes = key.bytes();
    int bucket = bytes.length == 2 ? ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff) : BUCKET_COUNT;
    if (bucket >= BUCKET_COUNT) {
      throw StintException.internal("'" + key + "' is the key of no bucket", null);
    }
    return bucket;
  }
}
