package dev.stint.coordinator.partition;

import dev.stint.coordinator.partition.ExchangeCosts.Estimate;
import dev.stint.coordinator.partition.ExchangeCosts.Work;
import dev.stint.plan.node.ExchangeSourceNode;
import dev.stint.plan.node.ExchangeSourceNode.HotBucket;
import dev.stint.plan.node.ExchangeSourceNode.Reading;
import dev.stint.plan.stage.Fragment;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageOutput;
import dev.stint.plan.stage.StageOutput.HashExchange;
import dev.stint.plan.stage.StageOutput.MergedExchange;
import dev.stint.plan.task.BlockRef;
import dev.stint.plan.task.KeyRange;
import dev.stint.shuffle.segment.SegmentWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides whether the segments of an exchange are merged before they are read, and cuts that.
///
/// M segments take R readers M·R requests. A merge task reads one of k ranges of the keys from the
/// segments of one of g groups, and writes a segment: k·M requests, and then a reader finds what it
/// needs in g segments, or in 2·g where its keys lie on both sides of a range's end: less than
/// (R+k)·g. With groups of √M segments and one range less than √R, M = R = W make at most 2·W·⌈√W⌉.
final class MergeCut {

  /// How many segments a task merges at most: it holds a block of each.
  private static final int MAX_GROUP = 128;

  private final Exchange exchange;
  private final int readers;
  private final ExchangeCosts costs;
  private final int parallelism;
  private final long totalBytes;
  private final int groupSize;
  private final int groups;
  private final int ranges;

  /// `readers` is how many tasks the exchange is cut for.
  MergeCut(Exchange exchange, int readers, ExchangeCosts costs, int parallelism) {
    this.exchange = exchange;
    this.readers = readers;
    this.costs = costs;
    this.parallelism = parallelism;
    this.totalBytes = exchange.bytes();
    int segments = exchange.segments().size();
    this.groupSize = Math.clamp(root(segments), 1, MAX_GROUP);
    this.groups = Math.ceilDiv(segments, groupSize);
    this.ranges = Math.max(1, root(readers) - 1);
  }

  private static int root(int count) {
    return Math.toIntExact(Math.round(Math.ceil(Math.sqrt(count))));
  }

  /// The stage that merges what `written` wrote, if that is better.
  Optional<InsertedStage> stage(Stage written, int id) {
    long segments = exchange.storedSegments();
    long directGets = segments * readers;
    long mergeGets = segments * ranges;
    long laterGets = (long) (readers + ranges - 1) * groups;
    if (mergeGets + laterGets >= directGets) {
      return Optional.empty();
    }
    var direct = reading(directGets, exchange.meanBlockBytes());
    var merged = merging(mergeGets).plus(reading(laterGets, mergedBlockBytes()));
    if (!merged.isBetterThan(direct)) {
      return Optional.empty();
    }
    var tasks = tasks();
    var decision =
        new Decision.MergeFirst(
            written.id(),
            segments,
            readers,
            groups,
            ranges,
            mergeGets + laterGets,
            directGets,
            merged.seconds(),
            direct.seconds(),
            merged.dollars(),
            direct.dollars());
    return Optional.of(
        new InsertedStage(
            written.id(), stageOf(written, id), new StagePlan(tasks, List.of(decision))));
  }

  /// Each request ends in the middle of a block, of which the rest is read in vain.
  private Estimate reading(long gets, double blockBytes) {
    return costs.of(new Work(readers, gets, 0, totalBytes + gets * blockBytes), parallelism);
  }

  /// Reads and writes everything.
  private Estimate merging(long gets) {
    int tasks = groups * ranges;
    double bytes = 2.0 * totalBytes + gets * exchange.meanBlockBytes();
    return costs.of(new Work(tasks, gets, tasks, bytes), parallelism).plus(costs.ofStage());
  }

  /// How large the blocks of the merged segments will be, as stored.
  private double mergedBlockBytes() {
    long rawBytes = exchange.blocks().mapToLong(BlockRef::rawLength).sum();
    double stored = rawBytes == 0 ? 1 : (double) totalBytes / rawBytes;
    return SegmentWriter.blockTargetBytes(rawBytes / ((long) groups * ranges)) * stored;
  }

  /// By ranges first, so that a reader of merged rows meets equal ones in the order of `segments`.
  private List<PlannedTask> tasks() {
    var segments = exchange.segments();
    var tasks = new ArrayList<PlannedTask>();
    for (var range : keyRanges()) {
      for (int from = 0; from < segments.size(); from += groupSize) {
        int to = Math.min(from + groupSize, segments.size());
        long bytes = BlockShares.bytes(segments.subList(from, to), range);
        if (bytes > 0) {
          tasks.add(new PlannedTask(new TaskShare.Group(from, to, range), bytes));
        }
      }
    }
    return tasks;
  }

  private List<KeyRange> keyRanges() {
    long rangeBytes = Math.max(1, Math.ceilDiv(totalBytes, ranges));
    var whole = List.of(new Exchange(source(), exchange.output(), exchange.segments()));
    var plan =
        exchange.output() instanceof HashExchange
            ? HashCut.cut(whole, rangeBytes)
            : RangeCut.cut(whole, rangeBytes);
    return plan.tasks().stream().map(task -> TaskInputs.keys(task.share())).toList();
  }

  private Stage stageOf(Stage written, int id) {
    StageOutput output = new MergedExchange(exchange.output());
    return new Stage(
        id,
        new Fragment(source(), output, written.fragment().timeZone()),
        Map.of(),
        written.estimatedRows());
  }

  private ExchangeSourceNode source() {
    var read = exchange.source();
    return new ExchangeSourceNode(
        0, read.stageId(), Reading.MERGED, HotBucket.WHOLE, read.schema());
  }
}
