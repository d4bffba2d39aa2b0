package dev.stint.executor.scan.parquet;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.scan.parquet.ParquetColumns.FileColumn;
import dev.stint.executor.scan.source.KeyFilter;
import dev.stint.executor.scan.source.KeyFilters;
import dev.stint.executor.scan.source.ScanColumns;
import dev.stint.executor.scan.source.ScanFilter;
import dev.stint.executor.scan.source.SplitReader;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.parquet.column.page.PageReadStore;
import org.jspecify.annotations.Nullable;

/// Reads the row groups of a file's splits, a batch of rows at a time. The filter's columns are
/// decoded one by one, those that drop most first, then those of runtime filters, then the others;
/// each only where a row survives.
public final class ParquetSplitReader implements SplitReader {

  /// Those that may fail stay behind the others.
  private static final Comparator<ScanFilter> MOST_DROPPING =
      Comparator.comparing((ScanFilter filter) -> !filter.isOfOneColumn())
          .thenComparingDouble(ScanFilter::passedShare);

  private final ScanNode scan;

  /// One of the file's: they differ in place only.
  private final Split split;

  private final TaskContext context;
  private final List<ScanFilter> filters;
  private final List<KeyFilter> keyFilters;
  private final List<Integer> given;
  private final PickedRows picked;
  private final List<@Nullable FileColumn> fileColumns;
  private final List<@Nullable ColumnArrays> arrays;
  private final RowGroups rowGroups;
  private final int[] survivors = new int[Batch.MAX_ROWS];

  private @Nullable RowGroup group;
  private List<@Nullable ColumnChunk> chunks = List.of();
  private int range;
  private long row;

  private ParquetSplitReader(
      ScanNode scan,
      Split split,
      TaskContext context,
      List<ScanFilter> filters,
      List<KeyFilter> keyFilters,
      List<@Nullable FileColumn> fileColumns,
      RowGroups rowGroups) {
    this.scan = scan;
    this.split = split;
    this.context = context;
    this.filters = new ArrayList<>(filters);
    this.keyFilters = keyFilters;
    this.given = IntStream.range(0, scan.schema().size()).boxed().toList();
    this.fileColumns = fileColumns;
    this.rowGroups = rowGroups;
    this.picked = new PickedRows(constants());
    this.arrays = new ArrayList<>();
    for (var column : fileColumns) {
      arrays.add(column == null ? null : ColumnArrays.of(column.mapping().target().physicalType()));
    }
  }

  /// `splits` are of one file, `filter` is that of the scan, compiled.
  public static SplitReader open(
      ScanNode scan,
      List<Split> splits,
      TaskContext context,
      @Nullable ScanFilter filter,
      KeyFilters keyFilters) {
    var file = ParquetSplitFile.open(scan, splits, context, keyFilters.with(scan.filter()));
    return new ParquetSplitReader(
        scan,
        splits.getFirst(),
        context,
        filter == null ? List.of() : filter.parts(),
        keyFilters.worthwhile(filter),
        file.columns(),
        file.rowGroups());
  }

  private List<@Nullable Vector> constants() {
    var vectors = new ArrayList<@Nullable Vector>();
    var zone = context.request().fragment().zone();
    for (int column = 0; column < scan.columns().size(); column++) {
      var field = scan.columns().field(column);
      if (ScanColumns.isPartition(scan, column)) {
        vectors.add(ScanColumns.partitionValue(split, field, zone));
      } else {
        vectors.add(fileColumns.get(column) == null ? ScanColumns.absent(field.type()) : null);
      }
    }
    return vectors;
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      if (!hasRows()) {
        return null;
      }
      var ranges = Objects.requireNonNull(group).ranges();
      long from = row;
      int count = (int) Math.min(Batch.MAX_ROWS, ranges.get(range).to + 1 - from);
      row += count;
      context.counters().inputRows.add(count);
      var batch = rows(from, count);
      if (batch != null) {
        return batch;
      }
    }
  }

  /// Goes to the next row to decode: in this range of rows, the next range or the next row group.
  private boolean hasRows() {
    while (true) {
      if (group != null && range < group.ranges().size()) {
        var rows = group.ranges().get(range);
        row = Math.max(row, rows.from);
        if (row <= rows.to) {
          return true;
        }
        range++;
      } else {
        group = rowGroups.next();
        if (group == null) {
          return false;
        }
        range = 0;
        row = 0;
        chunks = chunks(group);
        filters.sort(MOST_DROPPING);
        keyFilters.sort(Comparator.comparingDouble(KeyFilter::passedShare));
      }
    }
  }

  private List<@Nullable ColumnChunk> chunks(RowGroup of) {
    var opened = new ArrayList<@Nullable ColumnChunk>();
    var pages = of.pages();
    for (int i = 0; i < fileColumns.size(); i++) {
      var column = fileColumns.get(i);
      var used = arrays.get(i);
      opened.add(
          column == null || used == null || pages == null ? null : chunk(of, pages, column, used));
    }
    return opened;
  }

  private ColumnChunk chunk(
      RowGroup of, PageReadStore pages, FileColumn column, ColumnArrays used) {
    var place =
        split.path()
            + ", row group "
            + of.number()
            + ", column '"
            + column.descriptor().getPath()[0]
            + "'";
    return new ColumnChunk(
        place,
        pages.getPageReader(column.descriptor()),
        column.descriptor(),
        column.mapping(),
        used);
  }

  private @Nullable Batch rows(long from, int count) {
    picked.begin(chunks, from, count);
    for (int i = 0; i < filters.size() && picked.rowCount() > 0; i++) {
      var filter = filters.get(i);
      int kept = filter.select(picked.batch(filter.columns()), survivors);
      for (int column : filter.columns()) {
        if (!isWantedAfter(i, column)) {
          picked.forget(column);
        }
      }
      picked.keep(survivors, kept);
    }
    for (var keyFilter : keyFilters) {
      if (picked.rowCount() > 0 && keyFilter.isToTest(picked.rowCount())) {
        var keys = picked.batch(keyFilter.columns());
        picked.keep(survivors, keyFilter.select(keys, survivors));
      }
    }
    return picked.rowCount() == 0 ? null : picked.batch(given);
  }

  /// Whether a column is given or read by a filter behind the `i`th.
  private boolean isWantedAfter(int i, int column) {
    boolean isWanted = column < given.size();
    for (int next = i + 1; next < filters.size(); next++) {
      isWanted |= filters.get(next).columns().contains(column);
    }
    return isWanted;
  }

  @Override
  public void close() {
    rowGroups.close();
  }
}
