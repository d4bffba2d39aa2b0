package dev.stint.executor.scan.csv;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.operator.TaskContext;
import dev.stint.executor.scan.source.CellBuffer;
import dev.stint.executor.scan.source.Misfits;
import dev.stint.executor.scan.source.ScanFilter;
import dev.stint.executor.scan.source.SplitReader;
import dev.stint.executor.scan.source.TextBlock;
import dev.stint.executor.scan.source.TextBlocks;
import dev.stint.executor.scan.source.TextPlaces;
import dev.stint.executor.scan.source.TextRows;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.CsvFormat;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.stage.Split;
import dev.stint.plan.task.Finding.Example;
import dev.stint.plan.task.Finding.Kind;
import dev.stint.plan.type.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the records of one split. Batches end where a block does, so that a bad record's text is
/// still there when the batch is converted.
public final class CsvSplitReader implements SplitReader {

  private final CsvFormat format;
  private final Split split;
  private final TaskContext context;
  private final CsvDialect dialect;
  private final TextRows rows;
  private final TextBlocks blocks;
  private final List<CellBuffer> cells = new ArrayList<>();
  private final CellCollector collector;

  private @Nullable TextBlock block;
  private @Nullable CsvRecords records;
  private boolean isHeaderAhead;
  private boolean isClosed;

  private CsvSplitReader(
      ScanNode scan,
      CsvFormat format,
      Split split,
      TaskContext context,
      @Nullable ScanFilter filter,
      TextBlocks blocks) {
    this.format = format;
    this.split = split;
    this.context = context;
    this.dialect = new CsvDialect(format);
    this.blocks = blocks;
    var rules =
        new TextRows.Rules(
            format.text(), format.nanValue(), format.positiveInf(), format.negativeInf());
    this.rows = new TextRows(scan, split, rules, context, filter);
    for (int column = 0; column < scan.columns().size(); column++) {
      cells.add(new CellBuffer());
    }
    this.isHeaderAhead = format.header() && split.offset() == 0;
    this.collector = new CellCollector(dialect, cells, columnOfField(scan), isText(scan));
  }

  /// `filter` is that of the scan, compiled.
  public static SplitReader open(
      ScanNode scan,
      CsvFormat format,
      Split split,
      TaskContext context,
      @Nullable ScanFilter filter) {
    var blocks =
        format.text().multiLine()
            ? TextBlocks.whole(split, format.text(), context)
            : TextBlocks.lines(split, format.text(), context);
    try {
      return new CsvSplitReader(scan, format, split, context, filter, blocks);
    } catch (RuntimeException e) {
      blocks.close();
      throw e;
    }
  }

  /// Where a record's fields go: by the names of the file's header where the columns come from
  /// headers, and else by their place in the table, as in Spark.
  private int[] columnOfField(ScanNode scan) {
    var names = tableColumns(scan);
    if (format.header() && format.text().isSchemaInferred()) {
      names = CsvHeader.names(header());
    } else if (format.header()) {
      compare(header(), names, scan.table());
    }
    int[] columns = new int[names.size()];
    Arrays.fill(columns, -1);
    for (int column = 0; column < scan.columns().size(); column++) {
      if (rows.isInFile(column)) {
        var wanted = scan.columns().field(column).name();
        for (int field = 0; field < columns.length; field++) {
          if (names.get(field).equalsIgnoreCase(wanted)) {
            columns[field] = column;
            break;
          }
        }
      }
    }
    return columns;
  }

  /// A header that names other columns than a declared schema is worth a word, or an end.
  private void compare(List<@Nullable String> header, List<String> declared, String table) {
    if (split.offset() > 0 && format.enforceSchema()) {
      return; // said for the file's first split
    }
    for (int field = 0; field < Math.max(header.size(), declared.size()); field++) {
      var inFile = field < header.size() ? String.valueOf(header.get(field)) : "nothing";
      var inTable = field < declared.size() ? declared.get(field) : "nothing";
      boolean isEmptyFile = header.isEmpty();
      if (!isEmptyFile && !inFile.equalsIgnoreCase(inTable)) {
        var difference =
            "column %d is '%s' in the header, but '%s' in the schema"
                .formatted(field + 1, inFile, inTable);
        if (!format.enforceSchema()) {
          throw StintException.user(
              "%s: %s; correct the schema, or read it by place with enforceSchema=true"
                  .formatted(split.path(), difference));
        }
        context
            .counters()
            .findings
            .add(Kind.HEADER, table, "", 1, () -> new Example(split.path(), 1, 0, difference));
        return;
      }
    }
  }

  private List<String> tableColumns(ScanNode scan) {
    return scan.fileSchema().names().stream()
        .filter(name -> !name.equalsIgnoreCase(format.text().columnNameOfCorruptRecord()))
        .filter(name -> scan.partitionColumns().stream().noneMatch(name::equalsIgnoreCase))
        .toList();
  }

  /// Of the split's own first block, or, when the split begins later, of the file's.
  private List<@Nullable String> header() {
    if (split.offset() == 0) {
      block = blocks.next();
      return block == null ? List.of() : CsvHeader.read(format, block, split.path());
    }
    try (var head = TextBlocks.head(split, format.text(), context)) {
      var first = head.next();
      return first == null ? List.of() : CsvHeader.read(format, first, split.path());
    }
  }

  private static boolean[] isText(ScanNode scan) {
    boolean[] isText = new boolean[scan.columns().size()];
    for (int column = 0; column < isText.length; column++) {
      var kind = scan.columns().type(column).kind();
      isText[column] = kind == TypeKind.STRING || kind == TypeKind.BINARY;
    }
    return isText;
  }

  @Override
  public @Nullable Batch next() {
    while (true) {
      if (!openBlock()) {
        return null;
      }
      collector.begin(Objects.requireNonNull(block).data());
      var from = Objects.requireNonNull(records);
      boolean isMore = true;
      while (isMore && collector.rowCount() < Batch.MAX_ROWS) {
        isMore = from.next();
      }
      var batch = collector.rowCount() == 0 ? null : convert();
      if (!isMore) {
        endBlock();
      }
      if (batch != null) {
        return batch;
      }
    }
  }

  private @Nullable Batch convert() {
    var places = new Places(Objects.requireNonNull(block));
    var none = new Misfits(cells.size());
    return rows.rows(cells, collector.rowCount(), collector.bad(), none, places);
  }

  private boolean openBlock() {
    if (records != null) {
      return true;
    }
    if (block == null) {
      block = blocks.next();
    }
    if (block == null) {
      return false;
    }
    records = new CsvRecords(dialect, block, format.text().multiLine(), collector, split.path());
    if (isHeaderAhead) {
      isHeaderAhead = false;
      collector.begin(block.data());
      records.next();
    }
    return true;
  }

  private void endBlock() {
    block = null;
    records = null;
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      blocks.close();
    }
  }

  /// Where a block holds the batch's records.
  private final class Places implements TextPlaces {

    private final TextBlock text;

    Places(TextBlock text) {
      this.text = text;
    }

    @Override
    public void record(int row, CellBuffer into, int at) {
      int start = collector.start(row);
      into.set(at, text.data(), start, collector.end(row) - start);
    }

    @Override
    public long offset(int row) {
      return text.offsetOf(collector.start(row));
    }
  }
}
