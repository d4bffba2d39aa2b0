package dev.stint.coordinator.page;

import dev.stint.coordinator.partition.TaskShare;
import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import java.util.List;

/// What a task reads, in words.
final class ShareText {

  private final Stage stage;

  ShareText(Stage stage) {
    this.stage = stage;
  }

  String of(TaskShare share) {
    return switch (share) {
      case TaskShare.Nothing _ -> "nothing";
      case TaskShare.Everything _ -> "everything";
      case TaskShare.Splits(int source, int from, int to) ->
          splits(stage.splits().getOrDefault(source, List.of()), from, to);
      case TaskShare.Buckets(int from, int to) -> buckets(from, to);
      case TaskShare.DividedBuckets(int from, int to, _, _) ->
          "a part of " + buckets(from, to) + ", which several tasks share";
      case TaskShare.Keys _ -> "a range of sort keys";
      case TaskShare.Group(int from, int to, _) ->
          "segments %d to %d, of a range of keys".formatted(from, to - 1);
      case TaskShare.Blocks(_, var blocks) ->
          "blocks of segments %d to %d".formatted(blocks.fromSegment(), blocks.toSegment());
    };
  }

  private static String buckets(int from, int to) {
    return to - from == 1 ? "bucket " + from : "buckets %d to %d".formatted(from, to - 1);
  }

  private static String splits(List<Split> splits, int from, int to) {
    if (from >= to || to > splits.size()) {
      return to - from + " splits";
    }
    var first = splits.get(from);
    var place =
        "%s (bytes %,d to %,d)"
            .formatted(first.path(), first.offset(), first.offset() + first.length());
    int others = to - from - 1;
    return others == 0 ? place : place + " and %,d more splits".formatted(others);
  }
}
