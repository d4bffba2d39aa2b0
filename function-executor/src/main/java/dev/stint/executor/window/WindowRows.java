package dev.stint.executor.window;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.ColumnBuffer;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.spill.RowPages;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.node.WindowNode;
import dev.stint.plan.type.PhysicalType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows that a window holds: a stretch of its input. Rows are numbered from the first one held;
/// [#firstRow] is that one's number in the input.
///
/// When memory has no room for them the older ones go to the disk, and are read in pieces. The last
/// row of all is always in memory.
final class WindowRows implements AutoCloseable {

  private static final int MAX_ROWS = Integer.MAX_VALUE - Long.SIZE;

  /// Behind rows on the disk, others gather until they take this share of the memory: the rest is
  /// better used for what is read.
  private static final int GATHERED_SHARE = 8;

  /// Rows that take less than this share make no room for others.
  private static final int SMALL_SHARE = 16;

  /// What rows take at most while a buffer grows to hold them, as a multiple of their bytes.
  private static final int MAX_GROWTH = 3;

  /// As much as a batch seldom takes.
  private static final long AMPLE_BYTES = 16L << 20;

  private final List<PhysicalType> types;
  private final int places;
  private final int maxRows;
  private final RowStarts starts;
  private final MemoryAccount memory;
  private final MemoryAccount startsMemory;
  private RowBuffer rows;
  private RowBuffer spare;
  private List<Vector> columns = List.of();
  private long firstRow;

  /// The rows before those in memory, and how many they are.
  private @Nullable RowPages pages;

  private int pagedRows;

  /// For readers at `places` places at once; holds a batch and at most `maxRows` more in memory.
  /// What it takes is reserved in accounts like `memory`.
  WindowRows(WindowNode node, int places, int maxRows, MemoryAccount memory) {
    this.types = RowBuffer.physicalTypes(node.input().schema());
    this.places = places;
    this.maxRows = maxRows;
    this.memory = memory.another();
    this.startsMemory = memory.another();
    this.starts = new RowStarts(node, startsMemory);
    this.rows = new RowBuffer(types, this.memory);
    this.spare = new RowBuffer(types, this.memory);
  }

  int rowCount() {
    return pagedRows + rows.rowCount();
  }

  long firstRow() {
    return firstRow;
  }

  RowStarts starts() {
    return starts;
  }

  void append(Batch batch) {
    if ((long) rowCount() + batch.rowCount() > MAX_ROWS) {
      throw StintException.resource(
          "a window looks at more than %d rows of a partition".formatted(MAX_ROWS));
    }
    if (!hasRoomFor(batch)) {
      spill();
    }
    rows.append(batch);
    columns = rows.vectors();
    starts.append(columns, batch.rowCount());
  }

  private boolean hasRoomFor(Batch batch) {
    if (rows.rowCount() > maxRows) {
      return false;
    }
    if (pages != null && rows.valueBytes() > memory.limitBytes() / GATHERED_SHARE) {
      return false;
    }
    // Mostly there is more than enough, whatever the batch holds.
    if (memory.hasRoomFor(2 * memory.reservedBytes() + AMPLE_BYTES)) {
      return true;
    }
    long bytes = rows.growthBytes(batch) + starts.growthBytes(batch.rowCount());
    return bytes == 0 || memory.hasRoomFor(bytes);
  }

  /// Puts all rows but the last on the disk.
  private void spill() {
    int count = rows.rowCount() - 1;
    if (count <= 0) {
      return;
    }
    if (pages == null) {
      pages = new RowPages(types, firstRow, places, memory.another());
    }
    pages.write(rows, count);
    starts.age(count);
    pagedRows += count;
    var last = rows.slice(count, 1);
    memory.close();
    rows = new RowBuffer(types, memory);
    spare = new RowBuffer(types, memory);
    rows.append(last);
    columns = rows.vectors();
  }

  /// Puts rows on the disk if little is left to those who cannot.
  private void makeRoom() {
    if (!memory.hasRoomFor(0) && rows.valueBytes() > memory.limitBytes() / SMALL_SHARE) {
      spill();
    }
  }

  /// Forgets the rows before `row`, but keeps the last of all; gives how many it forgot.
  int drop(int row) {
    int from = Math.min(row, rowCount() - 1);
    if (from >= pagedRows && !hasRoomToKeep(from - pagedRows)) {
      spill();
    }
    if (pages != null && from < pagedRows) {
      pages.drop(firstRow + from);
      pagedRows -= from;
    } else {
      closePages();
      keep(from - pagedRows);
      pagedRows = 0;
    }
    starts.drop(from);
    firstRow += from;
    return from;
  }

  /// Whether the rows in memory from `from` on may be there twice.
  private boolean hasRoomToKeep(int from) {
    double share = (double) (rows.rowCount() - from) / rows.rowCount();
    return memory.hasRoomFor((long) (MAX_GROWTH * share * rows.valueBytes()));
  }

  /// Keeps of the rows in memory those from `from` on.
  private void keep(int from) {
    int kept = rows.rowCount() - from;
    spare.clear();
    for (int done = 0; done < kept; done += Batch.MAX_ROWS) {
      spare.append(rows.slice(from + done, Math.min(kept - done, Batch.MAX_ROWS)));
    }
    var emptied = rows;
    rows = spare;
    spare = emptied;
    columns = rows.vectors();
  }

  /// What lies together with a row.
  RowPiece piece(int row) {
    var paged = pages;
    if (paged == null || row >= pagedRows) {
      return new RowPiece(pagedRows, rowCount(), columns);
    }
    var page = paged.page(firstRow + row);
    return new RowPiece(
        Math.toIntExact(page.from() - firstRow),
        Math.toIntExact(page.to() - firstRow),
        page.columns());
  }

  /// Some columns of rows from `from` on: at least one and at most `maxCount`, so many as lie
  /// together.
  Batch next(int[] wanted, int from, int maxCount) {
    makeRoom();
    var piece = piece(from);
    int start = from - piece.from();
    int count = Math.min(maxCount, piece.to() - from);
    return new Batch(
        count,
        Arrays.stream(wanted).mapToObj(c -> piece.columns().get(c).slice(start, count)).toList());
  }

  /// A column of `count` rows from `from`.
  Vector column(int column, int from, int count) {
    var piece = piece(from);
    if (from + count <= piece.to()) {
      return piece.columns().get(column).slice(from - piece.from(), count);
    }
    int[] sources = new int[count];
    Arrays.setAll(sources, i -> from + i);
    return gather(column, sources, count);
  }

  /// All columns of `count` rows from `from`.
  List<Vector> columns(int from, int count) {
    var found = new ArrayList<Vector>(types.size());
    for (int column = 0; column < types.size(); column++) {
      found.add(column(column, from, count));
    }
    return found;
  }

  /// The values of a column in the rows `sources[0..count)`, NULL for a negative one.
  Vector gather(int column, int[] sources, int count) {
    if (pagedRows == 0) {
      return columns.get(column).gatherOrNull(sources, count);
    }
    try (var scratch = memory.another()) {
      var parts = ColumnBuffer.of(types.get(column), scratch);
      int[] places = new int[count];
      int to;
      for (int from = 0; from < count; from = to) {
        var piece = piece(firstOf(sources, from, count));
        for (to = from; to < count && (sources[to] < 0 || piece.holds(sources[to])); to++) {
          places[to - from] = sources[to] < 0 ? -1 : sources[to] - piece.from();
        }
        var part = piece.columns().get(column).gatherOrNull(places, to - from);
        if (to - from == count) {
          return part;
        }
        parts.append(part);
      }
      return parts.vector();
    }
  }

  /// The first row from `from` on that is one, or any.
  private int firstOf(int[] sources, int from, int count) {
    for (int i = from; i < count; i++) {
      if (sources[i] >= 0) {
        return sources[i];
      }
    }
    return rowCount() - 1;
  }

  private void closePages() {
    if (pages != null) {
      pages.close();
      pages = null;
    }
  }

  @Override
  public void close() {
    closePages();
    memory.close();
    startsMemory.close();
  }
}
