package dev.stint.executor.scan.json;

import com.fasterxml.jackson.core.JsonFactory;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.scan.json.JsonRecords.Ending;
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

  private final JsonFormat format;
  private final JsonFactory factory;
  private final TextRows rows;
  private final TextBlocks blocks;
  private final JsonCells cells;
  private @Nullable TextBlock block;
  private @Nullable JsonRecords records;

  private JsonSplitReader(ScanNode scan, JsonFormat format, TextRows rows, TextBlocks blocks) {
    this.format = format;
    this.factory = JsonDialect.factory(format);
    this.rows = rows;
    this.blocks = blocks;
    this.cells = new JsonCells(scan, rows, format.text().isSchemaInferred());
  }

  /// `filter` is that of the scan, compiled.
  public static SplitReader open(
      ScanNode scan,
      JsonFormat format,
      Split split,
      TaskContext context,
      @Nullable ScanFilter filter) {
    var rows = new TextRows(scan, split, TextRows.Rules.of(format.text()), context, filter);
    var blocks =
        format.text().multiLine()
            ? TextBlocks.whole(split, format.text(), context)
            : TextBlocks.lines(split, format.text(), context);
    return new JsonSplitReader(scan, format, rows, blocks);
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      if (block == null || records == null) {
        block = blocks.next();
        if (block == null) {
          return null;
        }
        records = new JsonRecords(factory, block, format.text().multiLine(), Ending.WHOLE, cells);
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

  private @Nullable Batch convert(TextBlock text) {
    var places = new Places(text, cells);
    if (cells.unknownCount() > 0) {
      long offset = places.offset(cells.unknownRow());
      rows.unknownFields(cells.unknownCount(), offset, cells.unknownName());
    }
    return rows.rows(cells.buffers(), cells.rowCount(), cells.bad(), cells.misfits(), places);
  }

  @Override
  public void close() {
    blocks.close();
  }

  private record Places(TextBlock text, JsonCells cells) implements TextPlaces {

    @Override
    public void record(int row, CellBuffer into, int at) {
      int start = cells.start(row);
      into.set(at, text.data(), start, cells.end(row) - start);
    }

    @Override
    public long offset(int row) {
      return text.offsetOf(cells.start(row));
    }
  }
}
