package dev.stint.coordinator.page;

import dev.stint.coordinator.page.StagePage.Share;
import dev.stint.coordinator.partition.PlannedTask;
import dev.stint.coordinator.partition.TaskShare;
import java.util.ArrayList;
import java.util.List;

/// What the tasks of a stage read, after the cut: some of them together where there are many.
final class Shares {

  private static final int MAX_SHARES = 128;

  private Shares() {}

  static List<Share> of(List<PlannedTask> tasks) {
    int step = Math.max(1, Math.ceilDiv(tasks.size(), MAX_SHARES));
    var shares = new ArrayList<Share>();
    for (int from = 0; from < tasks.size(); from += step) {
      shares.add(share(tasks, from, Math.min(from + step, tasks.size())));
    }
    return shares;
  }

  /// Of tasks that are shown as one the largest says how much each reads: it is what stands out.
  private static Share share(List<PlannedTask> tasks, int from, int to) {
    long bytes = 0;
    boolean isDivided = false;
    for (var task : tasks.subList(from, to)) {
      bytes = Math.max(bytes, task.inputBytes());
      isDivided |= task.share() instanceof TaskShare.DividedBuckets;
    }
    return new Share(
        from,
        to,
        firstBucket(tasks.get(from).share()),
        endBucket(tasks.get(to - 1).share()),
        bytes,
        isDivided);
  }

  private static int firstBucket(TaskShare share) {
    return switch (share) {
      case TaskShare.Buckets(int from, _) -> from;
      case TaskShare.DividedBuckets(int from, _, _, _) -> from;
      case TaskShare.Nothing _,
          TaskShare.Everything _,
          TaskShare.Splits _,
          TaskShare.Keys _,
          TaskShare.Group _,
          TaskShare.Blocks _ ->
          -1;
    };
  }

  private static int endBucket(TaskShare share) {
    return switch (share) {
      case TaskShare.Buckets(_, int to) -> to;
      case TaskShare.DividedBuckets(_, int to, _, _) -> to;
      case TaskShare.Nothing _,
          TaskShare.Everything _,
          TaskShare.Splits _,
          TaskShare.Keys _,
          TaskShare.Group _,
          TaskShare.Blocks _ ->
          -1;
    };
  }
}
