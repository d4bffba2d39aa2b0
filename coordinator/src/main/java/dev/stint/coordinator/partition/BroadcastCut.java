package dev.stint.coordinator.partition;

import static dev.stint.plan.stage.StageOutput.BUCKET_COUNT;

import dev.stint.coordinator.partition.ExchangeCosts.Work;
import dev.stint.plan.task.KeyRange;
import java.util.List;
import java.util.Optional;

/// Cuts a join whose build sides came out small: the blocks of the side that may be divided are
/// shared out, and each task reads the other sides whole. A partition of the hash exchanges takes a
/// GET from each segment of each side; a share of blocks takes one from each segment it touches,
/// which are few. And a share is never skewed.
final class BroadcastCut {

  private final Exchange divided;
  private final List<Exchange> others;
  private final PartitionTarget target;
  private final ExchangeCosts costs;
  private final int parallelism;

  private BroadcastCut(
      Exchange divided,
      List<Exchange> others,
      PartitionTarget target,
      ExchangeCosts costs,
      int parallelism) {
    this.divided = divided;
    this.others = others;
    this.target = target;
    this.costs = costs;
    this.parallelism = parallelism;
  }

  /// Another plan for a stage that is cut as `partitioned`, if it is possible and better.
  static Optional<StagePlan> insteadOf(
      StagePlan partitioned,
      List<Exchange> exchanges,
      PartitionTarget target,
      ExchangeCosts costs,
      int parallelism) {
    var divisible = HashCut.divisible(exchanges);
    if (divisible.isEmpty() || exchanges.size() < 2) {
      return Optional.empty();
    }
    var divided = divisible.get();
    var others = exchanges.stream().filter(exchange -> !exchange.equals(divided)).toList();
    return new BroadcastCut(divided, others, target, costs, parallelism).insteadOf(partitioned);
  }

  private Optional<StagePlan> insteadOf(StagePlan partitioned) {
    long otherBytes = others.stream().mapToLong(Exchange::bytes).sum();
    long dividedBytes = divided.bytes();
    long limitBytes = target.forBroadcast(costs);
    if (dividedBytes == 0 || otherBytes > limitBytes) {
      return Optional.empty();
    }
    long targetBytes = target.forExchange(dividedBytes, parallelism);
    var shares =
        BlockShares.share(
            divided.segments(), KeyRange.ALL, Math.ceilDiv(dividedBytes, targetBytes));
    long otherSegments = others.stream().mapToLong(Exchange::storedSegments).sum();
    long partitionedGets = partitioned.tasks().size() * (divided.storedSegments() + otherSegments);
    // A share may begin or end inside a segment, which two then ask for.
    long gets = divided.storedSegments() + shares.size() * (1 + otherSegments);
    double bytes = (double) dividedBytes + (double) shares.size() * otherBytes;
    var asPartitions =
        new Work(
            partitioned.tasks().size(),
            partitionedGets,
            0,
            // Each range of buckets ends inside a block of each segment.
            (double) dividedBytes + otherBytes + partitionedGets * divided.meanBlockBytes());
    boolean isBetter =
        costs
            .of(new Work(shares.size(), gets, 0, bytes), parallelism)
            .isBetterThan(costs.of(asPartitions, parallelism));
    return isBetter
        ? Optional.of(plan(shares, otherBytes, limitBytes, gets, partitionedGets))
        : Optional.empty();
  }

  private StagePlan plan(
      List<BlockShares.Share> shares,
      long otherBytes,
      long limitBytes,
      long gets,
      long partitionedGets) {
    var tasks =
        shares.stream()
            .map(
                share ->
                    new PlannedTask(
                        new TaskShare.DividedBuckets(
                            0, BUCKET_COUNT, divided.source().sourceId(), share.blocks()),
                        share.bytes() + otherBytes))
            .toList();
    var stageIds = others.stream().map(other -> other.source().stageId()).toList();
    return new StagePlan(
        tasks,
        List.of(
            new Decision.BroadcastInstead(
                stageIds, otherBytes, limitBytes, tasks.size(), gets, partitionedGets)));
  }
}
