package dev.stint.executor.bag;

import dev.stint.executor.kernel.Bag;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.spill.RowSpool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Bags on the function's disk: runs of pieces, by group and in ascending order, which are merged
/// when a group is read. So that few are read side by side however many are written, as many runs
/// as may be become one. One thread; to be closed.
public final class BagRuns implements AutoCloseable {

  /// So many runs of one level become one of the next.
  private static final int MERGED_RUNS = 8;

  /// Of each run, while it is read.
  private static final long AHEAD_PIECES = 2;

  private final MemoryAccount memory;
  private final int pieceBytes;

  /// The runs of each level.
  private final List<List<RunCursor>> levels = new ArrayList<>();

  private long[] elements = new long[0];
  private long[] bytes = new long[0];
  private @Nullable MergedRuns merged;

  /// What it takes is reserved in `memory`, which it closes.
  public BagRuns(MemoryAccount memory) {
    this.memory = memory;
    this.pieceBytes = Bag.pieceBytes(memory.limitBytes());
  }

  /// Writes the bags of groups 0 to `groupCount` - 1. Not called any more when groups are read.
  public void add(int groupCount, BagSource source) {
    ensureSizes(groupCount);
    write(
        0,
        writer -> {
          for (int group = 0; group < groupCount; group++) {
            var bag = source.bag(group);
            if (bag != null) {
              write(group, bag, writer);
            }
          }
        });
  }

  /// Makes fewer runs of many, which takes memory for each.
  public void settle() {
    for (int level = 0; levels.get(level).size() >= MERGED_RUNS; level++) {
      merge(level);
    }
  }

  private void write(int level, Consumer<RunWriter> source) {
    var spool = RowSpool.ofMany(RunWriter.SCHEMA, memory.another(), AHEAD_PIECES * pieceBytes);
    while (levels.size() <= level) {
      levels.add(new ArrayList<>());
    }
    levels.get(level).add(new RunCursor(spool));
    spool.write(
        sink -> {
          var writer = new RunWriter(sink, pieceBytes);
          source.accept(writer);
          writer.flush();
        });
  }

  private void write(int group, Bag bag, RunWriter writer) {
    while (bag.next()) {
      elements[group] += bag.count();
      bytes[group] += bag.count() * bag.elementLength();
      writer.add(group, bag);
    }
  }

  private void merge(int level) {
    var runs = levels.get(level);
    var together = new MergedRuns(runs);
    write(
        level + 1,
        writer -> {
          for (int group = 0; group < elements.length; group++) {
            int number = group;
            together.forEach(group, entry -> writer.add(number, entry));
          }
        });
    runs.forEach(RunCursor::close);
    runs.clear();
  }

  private void ensureSizes(int groupCount) {
    int before = elements.length;
    if (before < groupCount) {
      memory.reserve(2L * Long.BYTES * (groupCount - before));
      elements = Arrays.copyOf(elements, groupCount);
      bytes = Arrays.copyOf(bytes, groupCount);
    }
  }

  /// Gives a group's entries to `readings`, which have begun with it; groups ascend.
  public void read(int group, List<BagReading> readings) {
    if (merged == null) {
      merged = new MergedRuns(levels.stream().flatMap(List::stream).toList());
    }
    merged.forEach(
        group,
        entry -> {
          for (var reading : readings) {
            reading.take(entry.data(), entry.elementStart(), entry.elementLength(), entry.count());
          }
        });
  }

  /// What a group has on the disk.
  public BagSize size(int group) {
    return group < elements.length ? new BagSize(elements[group], bytes[group]) : BagSize.NONE;
  }

  @Override
  public void close() {
    for (var runs : levels) {
      runs.forEach(RunCursor::close);
    }
    levels.clear();
    memory.close();
  }
}
