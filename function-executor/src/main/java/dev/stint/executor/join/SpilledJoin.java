package dev.stint.executor.join;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.operator.Operator;
import dev.stint.executor.spill.HashOrder;
import dev.stint.executor.spill.HashedRows;
import dev.stint.executor.spill.RowSpool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Joins two sides that lie on the disk in the order of their keys' hashes, part by part: so many
/// hashes at a time that their build rows fit in memory.
///
/// Where many rows of one key make a part too large nevertheless, its probe rows are read once for
/// each table that its build rows fill, and who had a match is gathered.
final class SpilledJoin implements AutoCloseable {

  /// What a row of the build side takes beside its values: hash slots, at most half full and being
  /// doubled, groups and order.
  private static final int ROW_BYTES = 128;

  /// Arrays grow by half, and the values of keys are there twice.
  private static final int VALUE_COPIES = 3;

  private static final int MAX_PARTS = 1 << 12;

  private final JoinShape shape;
  private final MemoryBudget budget;
  private final MemoryAccount memory;
  private final HashedRows buildRows;
  private final HashedRows probeRows;
  private final LastRows lastRows;
  private final boolean[] isMatched = new boolean[Batch.MAX_ROWS];

  private int partCount;
  private int part = -1;

  /// Filled last.
  private @Nullable BuildTable table;

  private @Nullable TableJoin running;

  /// Build rows of the part that the tables so far had no room for.
  private @Nullable Batch following;

  /// Of the part at hand, if its probe rows are read several times.
  private @Nullable RowSpool spool;

  private @Nullable ProbeMatches matches;
  private boolean isLastReading;

  SpilledJoin(JoinShape shape, MemoryBudget budget) {
    this.shape = shape;
    this.budget = budget;
    this.memory = new MemoryAccount(budget, shape.user());
    this.buildRows = new HashedRows(shape.keptSchema(), shape.keptKeys(), budget, shape.user());
    this.probeRows =
        new HashedRows(
            shape.node().probe().schema(), shape.node().probeKeys(), budget, shape.user());
    this.lastRows = new LastRows(shape.node());
  }

  /// Takes what `built` holds, and closes it; then `following` and what `rest` gives.
  void takeBuildRows(BuildTable built, Batch following, Operator rest) {
    built.moveTo(buildRows);
    built.close();
    for (var rows = following; rows != null; rows = rest.next()) {
      buildRows.append(kept(rows));
    }
    buildRows.end();
  }

  private Batch kept(Batch rows) {
    return shape.keeping() == BuildTable.Keeping.ROWS
        ? rows
        : new Batch(rows.rowCount(), shape.node().buildKeys().stream().map(rows::column).toList());
  }

  /// To be called after all build rows were taken.
  void takeProbeRows(Operator probe) {
    for (var rows = probe.next(); rows != null; rows = probe.next()) {
      probeRows.append(rows);
    }
    probeRows.end();
    // Before the size of a part is chosen: reading takes memory, too.
    boolean _ = probeRows.cursor().hasRows();
    boolean _ = buildRows.cursor().hasRows();
    long tableBytes = VALUE_COPIES * buildRows.valueBytes() + ROW_BYTES * buildRows.rowCount();
    long partBytes = Math.max(1, budget.availableBytes() / 2);
    partCount = Math.toIntExact(Math.clamp(Math.ceilDiv(tableBytes, partBytes), 1, MAX_PARTS));
  }

  /// The next rows; `null` at the end.
  @Nullable Batch next() {
    while (true) {
      var batch = isLastReading ? nextLastRows() : nextJoined();
      if (batch != null) {
        return batch;
      }
      if (!goOn()) {
        return null;
      }
    }
  }

  private @Nullable Batch nextJoined() {
    return running == null ? null : running.next();
  }

  /// Begins the next reading of the part's probe rows, or the next part; false after the last.
  private boolean goOn() {
    closeRunning();
    if (spool == null) {
      return beginPart();
    }
    if (isLastReading) {
      closeSpool();
      return beginPart();
    }
    spool.rewind();
    if (matches != null) {
      matches.rewind();
    }
    if (following == null) {
      isLastReading = true;
    } else {
      running = join(fill(), spool::next);
    }
    return true;
  }

  private boolean beginPart() {
    while (probeRows.cursor().nextBelow(bound()) != null) {
      // A join that has nothing to match with leaves its probe rows.
    }
    if (part + 1 == partCount) {
      return false;
    }
    part++;
    Supplier<@Nullable Batch> probe = () -> probeRows.cursor().nextBelow(bound());
    following = buildRows.cursor().nextBelow(bound());
    var built = fill();
    if (following != null) {
      var rows = new RowSpool(shape.node().probe().schema(), budget, shape.user());
      spool = rows;
      rows.write(probe);
      matches = new ProbeMatches(rows.rowCount(), memory);
      probe = rows::next;
    }
    running = join(built, probe);
    return true;
  }

  private TableJoin join(BuildTable built, Supplier<@Nullable Batch> probe) {
    return new TableJoin(shape, built, probe, matches, budget);
  }

  /// A table of as many of the part's build rows as memory has room for.
  private BuildTable fill() {
    var built = new BuildTable(shape.keptSchema(), shape.keptKeys(), shape, budget);
    table = built;
    var rows = following;
    while (rows != null && built.hasRoomFor(rows)) {
      built.add(rows);
      rows = buildRows.cursor().nextBelow(bound());
    }
    following = rows;
    built.end();
    return built;
  }

  /// Where the hashes of the part end.
  private long bound() {
    return HashOrder.END * (part + 1) / partCount;
  }

  private @Nullable Batch nextLastRows() {
    var rows = spool == null ? null : spool.next();
    while (rows != null && matches != null) {
      matches.load(isMatched, rows.rowCount());
      matches.store(isMatched, rows.rowCount());
      var given = lastRows.of(rows, isMatched);
      if (given != null) {
        return given;
      }
      rows = spool == null ? null : spool.next();
    }
    return null;
  }

  private void closeRunning() {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  private void closeSpool() {
    isLastReading = false;
    matches = null;
    memory.close();
    if (spool != null) {
      spool.close();
      spool = null;
    }
  }

  @Override
  public void close() {
    try (buildRows;
        probeRows;
        var _ = table) {
      closeRunning();
      closeSpool();
    }
  }
}
