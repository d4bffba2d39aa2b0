package dev.stint.coordinator.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.stage.StageOutput.HashExchange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.type.Schema;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ReaderCountTest {

  private static final ExchangeCosts S3 = ExchangeCosts.s3(PriceTable.US_EAST_1_ARM, 1769L << 20);
  private static final int PARALLELISM = 1000;

  /// 200 segments of 20 MB.
  private final List<SegmentRef> many = SegmentModel.uniform(new Random(1), 200, 40, 500_000);

  /// 4 segments of 20 MB.
  private final List<SegmentRef> few = SegmentModel.uniform(new Random(2), 4, 40, 500_000);

  /// 20 segments of 20 KB.
  private final List<SegmentRef> small = SegmentModel.uniform(new Random(3), 20, 4, 5_000);

  @Test
  void readersOfManySegmentsAreAsManyAsRequestsAllow() {
    long bytes = BlockShares.bytes(many);
    long usualBytes = PartitionTarget.LAMBDA.forExchange(bytes, PARALLELISM);

    long targetBytes = targetBytes(exchange(0, HotBucket.WHOLE, many));

    assertThat(targetBytes).isGreaterThan(5 * usualBytes);
    // 5,500 requests a second.
    assertThat(bytes / targetBytes * many.size()).isLessThan(3 * 5_500);
    assertThat(targetBytes).isLessThanOrEqualTo(PartitionTarget.LAMBDA.maximumBytes());
  }

  @Test
  void readersOfFewSegmentsAreAsManyAsThereArePlaces() {
    assertThat(targetBytes(exchange(0, HotBucket.WHOLE, few)))
        .isEqualTo(PartitionTarget.LAMBDA.forExchange(BlockShares.bytes(few), PARALLELISM));
  }

  /// A probe side passes through a task: what it holds is the other side.
  @Test
  void whatIsNotHeldMayBeMoreThanFitsIntoMemory() {
    var target = new PartitionTarget(1 << 20, 8 << 20, 128 << 20);
    var probe = exchange(0, HotBucket.DIVISIBLE, many);
    var build = exchange(1, HotBucket.WHOLE, small);

    assertThat(ReaderCount.targetBytes(List.of(probe, build), target, S3, PARALLELISM))
        .isBetween(target.maximumBytes() + 1, 4 * target.maximumBytes());
    var held = exchange(0, HotBucket.WHOLE, many);
    assertThat(ReaderCount.targetBytes(List.of(held, build), target, S3, PARALLELISM))
        .isEqualTo(target.maximumBytes());
  }

  @Test
  void aHeldSideBoundsWhatATaskReads() {
    var target = new PartitionTarget(1 << 20, 8 << 20, 128 << 20);

    assertThat(target.mostOfExchange(1000, 0)).isEqualTo(8 << 20);
    assertThat(target.mostOfExchange(1000, 500)).isEqualTo(16 << 20);
    assertThat(target.mostOfExchange(1000, 1000)).isEqualTo(32 << 20);
    assertThat(target.mostOfExchange(0, 0)).isEqualTo(32 << 20);
  }

  private static long targetBytes(Exchange exchange) {
    return ReaderCount.targetBytes(List.of(exchange), PartitionTarget.LAMBDA, S3, PARALLELISM);
  }

  private static Exchange exchange(int id, HotBucket hotBucket, List<SegmentRef> segments) {
    var source = new ExchangeSourceNode(id, id, Reading.PARTITIONED, hotBucket, Schema.of());
    return new Exchange(source, new HashExchange(List.of(0)), segments);
  }
}
