package dev.stint.executor.scan.parquet;

import java.util.List;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.filter2.columnindex.RowRanges;
import org.jspecify.annotations.Nullable;

/// A row group in memory, still compressed: its number in the file, the ranges of rows that the
/// filter may accept, and the pages (`null` when no column is read).
record RowGroup(
    int number, long rowCount, List<RowRanges.Range> ranges, @Nullable PageReadStore pages) {}
