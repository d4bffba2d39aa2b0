package dev.stint.executor.codec;

import dev.stint.executor.batch.Batch;
import dev.stint.shuffle.segment.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Short runs of rows of several blocks in turn, as a merge gives them, until they make a batch.
/// The runs of one block follow each other in it, and so are one stretch of it.
final class BlockRuns {

  /// Rows of a block that lie side by side, and where the first of them is among those of all
  /// stretches, one after the other.
  static final class Stretch {

    private final Block block;
    private final int from;
    private final long rowBytes;
    private int count;
    private int place;

    private Stretch(Block block, int from, long rowBytes) {
      this.block = block;
      this.from = from;
      this.rowBytes = rowBytes;
    }

    Block block() {
      return block;
    }

    int from() {
      return from;
    }

    int count() {
      return count;
    }
  }

  private final List<Stretch> stretches = new ArrayList<>();

  /// The last stretch of each block.
  private final Map<Block, Stretch> stretchOf = new HashMap<>();

  /// Of each run, its stretch and its rows.
  private final List<Stretch> runStretches = new ArrayList<>();

  private int[] runCounts = new int[64];
  private int rowCount;
  private long bytes;

  void clear() {
    stretches.clear();
    stretchOf.clear();
    runStretches.clear();
    rowCount = 0;
    bytes = 0;
  }

  int rowCount() {
    return rowCount;
  }

  /// About what the rows take.
  long bytes() {
    return bytes;
  }

  List<Stretch> stretches() {
    return stretches;
  }

  /// Adds `count` rows of a block that takes `blockBytes`.
  void add(Block block, int from, int count, long blockBytes) {
    var stretch = stretchOf.get(block);
    if (stretch == null || stretch.from + stretch.count != from) {
      stretch = new Stretch(block, from, blockBytes / block.rowCount());
      stretchOf.put(block, stretch);
      stretches.add(stretch);
    }
    addRun(stretch, count);
    stretch.count += count;
    rowCount += count;
    bytes += stretch.rowBytes * count;
  }

  private void addRun(Stretch stretch, int count) {
    int run = runStretches.size();
    if (run > 0 && runStretches.getLast() == stretch) {
      runCounts[run - 1] += count;
      return;
    }
    if (run == runCounts.length) {
      runCounts = Arrays.copyOf(runCounts, Math.min(2 * run, Batch.MAX_ROWS));
    }
    runStretches.add(stretch);
    runCounts[run] = count;
  }

  /// Whether the rows of all stretches, one after the other, are in the order of the runs.
  boolean areInOrder() {
    return runStretches.size() == stretches.size();
  }

  /// Of each row, in the order of the runs, its place among the rows of all stretches.
  int[] order() {
    int place = 0;
    for (var stretch : stretches) {
      stretch.place = place;
      place += stretch.count;
    }
    int[] order = new int[rowCount];
    int row = 0;
    for (int run = 0; run < runStretches.size(); run++) {
      var stretch = runStretches.get(run);
      for (int i = runCounts[run]; i > 0; i--) {
        order[row++] = stretch.place++;
      }
    }
    return order;
  }
}
