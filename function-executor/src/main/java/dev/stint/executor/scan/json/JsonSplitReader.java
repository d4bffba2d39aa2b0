package dev.stint.executor.scan.json;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.scan.source.CellBuffer;
import dev.stint.executor.scan.source.ScanFilter;
import dev.stint.executor.scan.source.SplitReader;
import dev.stint.executor.scan.source.TextBlock;
import dev.stint.executor.scan.source.TextBlocks;
import dev.stint.executor.scan.source.TextPlaces;
import dev.stint.executor.scan.source.TextRows;
import dev.stint.plan.format.JsonFormat;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import org.jspecify.annotations.Nullable;

/// Reads the objects of one split. Batches end where a block does, so that a bad record's text is
/// still there when the batch is converted.
public final class JsonSplitReader implements SplitReader {

  private final TextRows rows;
  private final TextBlocks blocks;
  private final JsonCells cells;
  private @Nullable TextBlock block;
  private @Nullable JsonRecords records;

  private JsonSplitReader(ScanNode scan, TextRows rows, TextBlocks blocks) {
    this.rows = rows;
    this.blocks = blocks;
    this.cells = new JsonCells(scan, rows);
  }

  /// `filter` is that of the scan, compiled.
  public static SplitReader open(
      ScanNode scan,
      JsonFormat format,
      Split split,
      TaskContext context,
      @Nullable ScanFilter filter) {
    var rules =
        new TextRows.Rules(
            format.dateFormat(),
            format.timestampFormat(),
            format.mode(),
            format.columnNameOfCorruptRecord());
    var rows = new TextRows(scan, split, rules, context, filter);
    return new JsonSplitReader(scan, rows, TextBlocks.lines(split, format.encoding(), context));
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      if (block == null || records == null) {
        block = blocks.next();
        if (block == null) {
          return null;
        }
        records = new JsonRecords(block, cells);
      }
      cells.begin();
      boolean isMore = true;
      while (isMore && cells.rowCount() < Batch.MAX_ROWS) {
        isMore = records.next();
      }
      var batch = cells.rowCount() == 0 ? null : convert(block);
      if (!isMore) {
        block = null;
        records = null;
      }
      if (batch != null) {
        return batch;
      }
    }
  }

  private @Nullable Batch convert(TextBlock lines) {
    return rows.rows(cells.buffers(), cells.rowCount(), cells.bad(), new Places(lines, cells));
  }

  @Override
  public void close() {
    blocks.close();
  }

  private record Places(TextBlock lines, JsonCells cells) implements TextPlaces {

    @Override
    public void record(int row, CellBuffer into, int at) {
      int start = cells.start(row);
      into.set(at, lines.data(), start, lines.endOfLine(start) - start);
    }

    @Override
    public String describe(int row) {
      return "record at byte " + lines.offsetOf(cells.start(row));
    }
  }
}
