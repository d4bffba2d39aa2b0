package dev.stint.coordinator.partition;

import dev.stint.plan.stage.Split;
import java.util.ArrayList;
import java.util.List;

/// Packs splits, in their order and whole, into tasks of about the target size.
public final class SplitPacking {

  /// What opening a file is worth, so that a thousand tiny files do not end up in one task.
  static final long OPEN_BYTES = 256 << 10;

  private SplitPacking() {}

  /// What splits count as: their bytes, and something for each file to be opened.
  public static long bytes(List<Split> splits) {
    return splits.stream().mapToLong(SplitPacking::bytes).sum();
  }

  private static long bytes(Split split) {
    return split.length() + OPEN_BYTES;
  }

  /// No pack is empty; no packs where there are no splits.
  public static List<List<Split>> pack(List<Split> splits, long targetBytes) {
    if (splits.isEmpty()) {
      return List.of();
    }
    var cut = new EvenCut((double) bytes(splits), targetBytes);
    var packs = new ArrayList<List<Split>>();
    var pack = new ArrayList<Split>();
    for (var split : splits) {
      if (cut.isDueBefore((double) bytes(split))) {
        packs.add(List.copyOf(pack));
        pack.clear();
        cut.cut();
      }
      pack.add(split);
      cut.add((double) bytes(split));
    }
    packs.add(List.copyOf(pack));
    return packs;
  }
}
