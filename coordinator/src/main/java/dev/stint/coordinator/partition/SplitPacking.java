package dev.stint.coordinator.partition;

import dev.stint.plan.stage.Split;
import dev.stint.plan.stage.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Packs splits of a scan, in their order and whole, into tasks of about the target size.
///
/// Counted is what a task has to do, in bytes: of a split the share `workShare`, above 0 and at
/// most 1, for what its stage reads, for its rows, and for what the planner guesses that it writes.
/// So a scan of two narrow columns gets more row groups for a task than one of all columns. Without
/// statistics everything is read.
public record SplitPacking(double workShare) {

  /// What opening a file is worth, so that a thousand tiny files do not end up in one task.
  static final long OPEN_BYTES = 256 << 10;

  /// What a row takes beside its bytes: 25 ns a row were measured where it has one byte and 22
  /// where it has six.
  private static final double ROW_BYTES = 3;

  /// What of a row's guessed memory its stored form takes.
  private static final double STORED_SHARE = 0.3;

  public SplitPacking {
    if (!(workShare > 0 && workShare <= 1)) {
      throw new IllegalArgumentException("workShare: " + workShare);
    }
  }

  /// For the scan `sourceId` of a stage.
  public static SplitPacking of(Stage stage, int sourceId) {
    long splitBytes = length(stage.splits().getOrDefault(sourceId, List.of()));
    var size = stage.scanSizes().get(sourceId);
    if (splitBytes == 0 || size == null || size.readBytes() < 0) {
      return new SplitPacking(1);
    }
    double work = size.readBytes() + size.rows() * ROW_BYTES + writtenBytes(stage, splitBytes);
    double share = work / splitBytes;
    return new SplitPacking(Math.clamp(share, Double.MIN_NORMAL, 1));
  }

  /// A guess of what comes of that many bytes of splits.
  private static double writtenBytes(Stage stage, long splitBytes) {
    long stageBytes = stage.splits().values().stream().mapToLong(SplitPacking::length).sum();
    double rowBytes = stage.fragment().root().schema().guessedRowBytes() * STORED_SHARE;
    return Math.max(0, stage.estimatedRows()) * rowBytes * splitBytes / stageBytes;
  }

  private static long length(Collection<Split> splits) {
    return splits.stream().mapToLong(Split::length).sum();
  }

  /// What splits count as: what is done with them, and something for each file to be opened.
  public long bytes(List<Split> splits) {
    return splits.stream().mapToLong(this::bytes).sum();
  }

  private long bytes(Split split) {
    return Math.round(split.length() * workShare) + OPEN_BYTES;
  }

  /// Says which splits go together: those from one number of the result to the next. The first
  /// number is 0, the last how many splits there are.
  public List<Integer> pack(List<Split> splits, long targetBytes) {
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
