package dev.stint.coordinator.partition;

import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Stage;
import dev.stint.plan.stage.StageGraph;
import dev.stint.plan.stage.StageOutput.HashExchange;
import dev.stint.plan.stage.StageOutput.RangeExchange;
import dev.stint.plan.task.KeyRange;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.task.SortableKey;
import dev.stint.plan.task.TaskInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Looks up what a share stands for, when an attempt needs it: held for all tasks at once, inputs
/// would be as many as there are segments times tasks. Pure. Costs a binary search in each segment,
/// and what the task itself reads.
public final class TaskInputs {

  private TaskInputs() {}

  /// The inputs of a task of `stage`, which may be one that was inserted into `graph`. `segments`
  /// are those that the stage was planned with. Inputs without anything are left out.
  public static List<TaskInput> of(
      StageGraph graph, Stage stage, Map<Integer, List<SegmentRef>> segments, TaskShare share) {
    if (share instanceof TaskShare.Nothing) {
      return List.of();
    }
    var sources = StageSources.of(graph, stage, segments);
    var inputs = new ArrayList<TaskInput>(shared(sources, share));
    if (!(share instanceof TaskShare.Everything)) {
      sources.broadcasts().forEach(exchange -> inputs.add(exchange.whole()));
    }
    return inputs.stream().filter(TaskInputs::isAny).toList();
  }

  private static boolean isAny(TaskInput input) {
    return switch (input) {
      case TaskInput.Splits(_, var splits) -> !splits.isEmpty();
      case TaskInput.Partition(_, _, var segments) -> !segments.isEmpty();
    };
  }

  private static List<? extends TaskInput> shared(StageSources sources, TaskShare share) {
    return switch (share) {
      case TaskShare.Nothing _ -> List.of();
      case TaskShare.Everything _ -> everything(sources);
      case TaskShare.Splits(int sourceId, int from, int to) ->
          List.of(new TaskInput.Splits(sourceId, sources.splits(sourceId).subList(from, to)));
      case TaskShare.Buckets(int from, int to) ->
          within(sources.partitioned(HashExchange.class), buckets(from, to));
      case TaskShare.DividedBuckets divided -> divided(sources, divided);
      case TaskShare.Keys keys -> within(sources.partitioned(RangeExchange.class), keys.range());
      case TaskShare.Group(int from, int to, var range) ->
          List.of(sources.exchanges().getFirst().within(range, new BlockSpan(from, 0, to, 0)));
      case TaskShare.Blocks(int sourceId, var blocks) ->
          List.of(sources.exchange(sourceId).within(KeyRange.ALL, blocks));
    };
  }

  private static List<TaskInput> everything(StageSources sources) {
    var inputs = new ArrayList<TaskInput>();
    for (ScanNode scan : sources.scans()) {
      inputs.add(new TaskInput.Splits(scan.sourceId(), sources.splits(scan)));
    }
    sources.exchanges().forEach(exchange -> inputs.add(exchange.whole()));
    return inputs;
  }

  private static List<TaskInput.Partition> within(List<Exchange> exchanges, KeyRange range) {
    return exchanges.stream().map(exchange -> exchange.within(range)).toList();
  }

  private static List<TaskInput.Partition> divided(
      StageSources sources, TaskShare.DividedBuckets share) {
    var range = buckets(share.from(), share.to());
    var others =
        sources.partitioned(HashExchange.class).stream()
            .filter(exchange -> exchange.source().sourceId() != share.sourceId());
    return Stream.concat(
            others.map(exchange -> exchange.within(range)),
            Stream.of(sources.exchange(share.sourceId()).within(range, share.blocks())))
        .toList();
  }

  /// The keys of a share that has all rows of some.
  static KeyRange keys(TaskShare share) {
    return switch (share) {
      case TaskShare.Buckets(int from, int to) -> buckets(from, to);
      case TaskShare.Keys keys -> keys.range();
      case TaskShare.Nothing _,
          TaskShare.Everything _,
          TaskShare.Splits _,
          TaskShare.DividedBuckets _,
          TaskShare.Group _,
          TaskShare.Blocks _ ->
          throw new IllegalArgumentException(share + " is no range of keys");
    };
  }

  /// The keys of the buckets `from`, inclusive, to `to`, exclusive.
  static KeyRange buckets(int from, int to) {
    return new KeyRange(SortableKey.ofBucket(from), SortableKey.ofBucket(to));
  }
}
