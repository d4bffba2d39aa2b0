package dev.stint.coordinator.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.node.ValuesNode;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MergeCutTest {

  private static final int BLOCKS = 64;
  private static final int BLOCK_BYTES = 1 << 20;
  private static final ExchangeCosts S3 = ExchangeCosts.s3(PriceTable.US_EAST_1_ARM, 7076L << 20);
  private static final ExchangeCosts RARE_REQUESTS =
      new ExchangeCosts(0, 0, 0, 0, 1e12, 1, 1e12, 0, 0);
  private static final StageOutput HASH = new StageOutput.HashExchange(List.of(0));
  private static final StageGraph GRAPH = graph();

  /// AWS's arithmetic: the rate of one S3 partition asks for a second level from there on.
  @Test
  void shuffleIsMergedFrom128To200SegmentsAndReadersOn() {
    for (int width : List.of(2, 16, 64, 100, 128)) {
      assertThat(merge(width, S3)).as("%d", width).isEmpty();
    }
    for (int width : List.of(200, 320, 1000)) {
      assertThat(merge(width, S3)).as("%d", width).hasSize(1);
    }
  }

  @Test
  void numbersOfTheDecisionAreThoseOfTheShuffle() {
    var inserted = merge(320, S3).getFirst();

    assertThat(inserted.mergedStageId()).isZero();
    assertThat(inserted.stage().id()).isEqualTo(7);
    assertThat(inserted.plan().decisions())
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.MergeFirst.class,
            decision -> {
              assertThat(decision.segments()).isEqualTo(320);
              assertThat(decision.directRequests()).isEqualTo(320L * decision.readers());
              assertThat(decision.readers()).isBetween(310, 330);
              assertThat(decision.seconds()).isLessThan(decision.directSeconds() / 2);
              assertThat(decision.dollars()).isLessThan(decision.directDollars());
            });
  }

  @Test
  void inlineSegmentsTakeNoRequestsAndAreNotMerged() {
    var segments = new ArrayList<SegmentRef>();
    for (var segment : segments("in", 320, 0, StageOutput.BUCKET_COUNT)) {
      segments.add(new SegmentRef(segment.path(), "AAAA", segment.bytes(), segment.blocks()));
    }

    assertThat(merge(planner(S3, 320), segments)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128, 320, 1000})
  void requestsAreAtMostTwiceTheWidthTimesItsRoot(int width) {
    var segments = segments("s", width, 0, StageOutput.BUCKET_COUNT);
    var inserted = merge(width, RARE_REQUESTS).getFirst();
    long requests = 0;
    var merged = new ArrayList<SegmentRef>();
    for (var task : inserted.plan().tasks()) {
      requests += requests(inserted.stage(), segments, task.share());
      var range = ((TaskShare.Group) task.share()).range();
      merged.addAll(segments("m" + merged.size(), 1, bucket(range.from()), bucket(range.to())));
    }
    long readBytes = BlockShares.bytes(merged) / width;
    var target = new PartitionTarget(readBytes, readBytes, readBytes);
    var reading = new TaskPlanner(target, RARE_REQUESTS, width).plan(GRAPH, 1, Map.of(0, merged));
    for (var task : reading.tasks()) {
      requests += requests(GRAPH.root(), merged, task.share());
    }

    assertThat(reading.tasks().size()).isBetween(width - width / 20 - 1, width + width / 20 + 1);
    assertThat(requests).isLessThanOrEqualTo(2L * width * Math.round(Math.ceil(Math.sqrt(width))));
  }

  private static long requests(Stage stage, List<SegmentRef> segments, TaskShare share) {
    return TaskInputs.of(GRAPH, stage, Map.of(0, segments), share).stream()
        .map(TaskInput.Partition.class::cast)
        .mapToLong(input -> input.segments().size())
        .sum();
  }

  private static List<InsertedStage> merge(int width, ExchangeCosts costs) {
    var segments = segments("s", width, 0, StageOutput.BUCKET_COUNT);
    return merge(planner(costs, width), segments);
  }

  private static List<InsertedStage> merge(TaskPlanner planner, List<SegmentRef> written) {
    var segments = Map.of(0, written);
    var plan = planner.plan(GRAPH, 1, segments);
    return planner.merges(GRAPH, 1, plan, segments, Set.of(), 7);
  }

  /// As many tasks as segments, all at once.
  private static TaskPlanner planner(ExchangeCosts costs, int width) {
    long segmentBytes = (long) BLOCKS * BLOCK_BYTES;
    return new TaskPlanner(
        new PartitionTarget(segmentBytes, segmentBytes, segmentBytes), costs, width);
  }

  /// Of 64 MiB each, spread evenly over the buckets `from`, inclusive, to `to`, exclusive.
  private static List<SegmentRef> segments(String name, int count, int from, int to) {
    var segments = new ArrayList<SegmentRef>();
    for (int segment = 0; segment < count; segment++) {
      var blocks = new ArrayList<BlockRef>();
      for (int block = 0; block < BLOCKS; block++) {
        int first = from + (to - from) * block / BLOCKS;
        int last = Math.max(first, from + (to - from) * (block + 1) / BLOCKS - 1);
        blocks.add(
            new BlockRef(
                (long) block * BLOCK_BYTES,
                BLOCK_BYTES,
                2 * BLOCK_BYTES,
                1000,
                SortableKey.ofBucket(first),
                SortableKey.ofBucket(last),
                0));
      }
      segments.add(new SegmentRef(name + "-" + segment, null, (long) BLOCKS * BLOCK_BYTES, blocks));
    }
    return segments;
  }

  private static int bucket(SortableKey key) {
    byte[] bytes = key.bytes();
    return (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
  }

  private static StageGraph graph() {
    var values = new ValuesNode(Schema.EMPTY, List.of(List.of()));
    var source = new ExchangeSourceNode(0, 0, Reading.PARTITIONED, HotBucket.WHOLE, Schema.EMPTY);
    return new StageGraph(
        List.of(
            new Stage(0, new Fragment(values, HASH, "UTC"), Map.of(), -1),
            new Stage(
                1, new Fragment(source, new StageOutput.UnkeyedExchange(), "UTC"), Map.of(), -1)),
        Schema.EMPTY);
  }
}
