package dev.stint.executor.spill;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.RowBuffer;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.codec.BlockBatches;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.operator.Cancellation;
import dev.stint.plan.task.SegmentRef;
import dev.stint.plan.type.PhysicalType;
import dev.stint.shuffle.segment.BlockKeys;
import dev.stint.shuffle.segment.BlockReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows on the disk that are read by their numbers, which count on from the first ever written. The
/// pages in use last stay in memory, so that readers at a few places, each of whom goes on from row
/// to row, read every page once. One thread; to be closed.
public final class RowPages implements AutoCloseable {

  private static final int MIN_PAGE_BYTES = 32 << 10;
  private static final int MAX_PAGE_BYTES = 1 << 20;

  /// So many pages of the target size would take all of the memory.
  private static final int PAGES_IN_MEMORY = 64;

  private final List<PhysicalType> types;
  private final MemoryAccount memory;
  private final int maxKept;
  private final Portions files;
  private final BlockReader reader;
  private final List<PageRef> pages = new ArrayList<>();

  /// Pages in memory by the numbers of their first rows, the one used last at the end.
  private final Map<Long, Page> kept = new LinkedHashMap<>(16, 0.75f, true);

  private long end;

  /// Where a page lies: block `number` of `portion`. Its rows are those from `from` to before `to`.
  private record PageRef(long from, long to, SegmentRef portion, int number) {

    /// What it takes, decoded: its strings are a part of its payload.
    long bytes(int rowBytes) {
      return portion.blocks().get(number).rawLength() + rowBytes * (to - from);
    }
  }

  /// Rows that are in memory together: those from `from` to before `to`.
  public record Page(long from, long to, List<Vector> columns, long bytes) {}

  /// Rows numbered from `first` on, for readers at `places` places at once. What it takes is
  /// reserved in `memory`, which it closes.
  public RowPages(List<PhysicalType> types, long first, int places, MemoryAccount memory) {
    this.types = List.copyOf(types);
    this.end = first;
    this.maxKept = places;
    this.memory = memory;
    this.files = new Portions(memory);
    this.reader = new BlockReader(files.disk());
  }

  /// The number of the first row, or of the next to be written if there is none.
  public long begin() {
    return pages.isEmpty() ? end : pages.getFirst().from();
  }

  /// The number of the row that is written next.
  public long end() {
    return end;
  }

  /// Writes the first `count` rows of `rows` behind those that are there.
  public void write(RowBuffer rows, int count) {
    forgetKept();
    int pageRows = pageRows(rows);
    var portion =
        files.write(
            sink -> {
              for (int from = 0; from < count; from += pageRows) {
                int length = Math.min(pageRows, count - from);
                sink.write(BlockKeys.unkeyed(length), rows.slice(from, length));
              }
            });
    memory.close();
    for (int number = 0; number < portion.blocks().size(); number++) {
      long from = end;
      end += portion.blocks().get(number).rowCount();
      pages.add(new PageRef(from, end, portion, number));
    }
  }

  private int pageRows(RowBuffer rows) {
    long rowBytes = Math.max(1, rows.valueBytes() / rows.rowCount());
    long target = Math.clamp(memory.limitBytes() / PAGES_IN_MEMORY, MIN_PAGE_BYTES, MAX_PAGE_BYTES);
    return Math.toIntExact(Math.clamp(target / rowBytes, 1, Batch.MAX_ROWS));
  }

  /// The page that holds a row; it stays as it is for as long as somebody uses it.
  public Page page(long row) {
    var ref = pages.get(find(row));
    var known = kept.get(ref.from());
    return known == null ? read(ref) : known;
  }

  private int find(long row) {
    int low = 0;
    int high = pages.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (pages.get(middle).from() <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    if (pages.isEmpty() || row < pages.get(low).from() || row >= pages.get(low).to()) {
      throw new IllegalArgumentException("no row " + row);
    }
    return low;
  }

  private Page read(PageRef ref) {
    Cancellation.check();
    long bytes = ref.bytes(BlockBatches.rowBytes(types));
    while (!kept.isEmpty() && (kept.size() >= maxKept || !memory.hasRoomFor(bytes))) {
      var oldest = kept.values().iterator();
      memory.release(oldest.next().bytes());
      oldest.remove();
    }
    memory.reserve(bytes);
    var block = reader.read(ref.portion(), ref.number());
    var page = new Page(ref.from(), ref.to(), BlockBatches.decode(block, types), bytes);
    kept.put(ref.from(), page);
    return page;
  }

  private void forgetKept() {
    kept.clear();
    memory.close();
  }

  /// Takes away rows before `row`: those whose portion has no others.
  public void drop(long row) {
    int dropped = 0;
    for (int page = 0; page < pages.size() && pages.get(page).to() <= row; page++) {
      boolean isLast = pages.get(page).number() == pages.get(page).portion().blocks().size() - 1;
      if (isLast) {
        files.remove(pages.get(page).portion());
        dropped = page + 1;
      }
    }
    pages.subList(0, dropped).clear();
    var oldest = kept.values().iterator();
    while (oldest.hasNext()) {
      var page = oldest.next();
      if (page.from() < begin()) {
        memory.release(page.bytes());
        oldest.remove();
      }
    }
  }

  @Override
  public void close() {
    try (files;
        reader) {
      forgetKept();
      pages.clear();
    }
  }
}
