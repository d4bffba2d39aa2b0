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

  /// Says which splits go together: those from one number of the result to the next. The first
  /// number is 0, the last how many splits there are.
  public static List<Integer> pack(List<Split> splits, long targetBytes) {
    var cut = new EvenCut((double) bytes(splits), targetBytes);
    var borders = new ArrayList<Integer>();
    for (int place = 0; place < splits.size(); place++) {
      double bytes = bytes(splits.get(place));
      if (place == 0 || cut.isDueBefore(bytes)) {
        borders.add(place);
        cut.cut();
      }
      cut.add(bytes);
    }
    borders.add(splits.size());
    return borders;
  }
}
