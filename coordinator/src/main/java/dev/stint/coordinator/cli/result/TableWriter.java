package dev.stint.coordinator.cli.result;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import dev.stint.coordinator.report.Amounts;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// A table for people. Its widths depend on all cells, so it holds the rows it prints: the first
/// `maxRows`. A line below says how many rows there were, and how many of them were left out.
final class TableWriter implements ResultWriter {

  private static final int MAX_WIDTH = 100_000;

  private final Schema schema;
  private final ZoneId zone;
  private final OutputStream out;
  private final long maxRows;
  private final List<Object[]> rows = new ArrayList<>();
  private long rowCount;

  TableWriter(Schema schema, ZoneId zone, OutputStream out, long maxRows) {
    this.schema = schema;
    this.zone = zone;
    this.out = out;
    this.maxRows = maxRows;
  }

  @Override
  public void write(Batch batch) {
    int wanted = Math.toIntExact(Math.min(batch.rowCount(), maxRows - rows.size()));
    rowCount += batch.rowCount();
    if (wanted == 0) {
      return;
    }
    var cells = new ArrayList<BytesVector>();
    for (int column = 0; column < schema.size(); column++) {
      cells.add(CellText.of(batch.column(column), schema.type(column), zone));
    }
    for (int row = 0; row < wanted; row++) {
      rows.add(row(cells, row));
    }
  }

  private static Object[] row(List<BytesVector> cells, int row) {
    var texts = new Object[cells.size()];
    for (int column = 0; column < texts.length; column++) {
      var cell = cells.get(column);
      texts[column] = cell.isNull(row) ? "NULL" : printable(cell.string(row));
    }
    return texts;
  }

  /// A value must not move the cursor or colour the screen.
  private static String printable(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    var printable = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> printable.append("\\n");
                case '\r' -> printable.append("\\r");
                case '\t' -> printable.append("\\t");
                default -> {
                  if (Character.isISOControl(c)) {
                    printable.append("\\u%04x".formatted(c));
                  } else {
                    printable.append((char) c);
                  }
                }
              }
            });
    return printable.toString();
  }

  @Override
  public void finish() throws IOException {
    var table =
        AsciiTable.builder()
            .lineSeparator("\n")
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
            .data(
                schema.fields().stream().map(TableWriter::column).toArray(Column[]::new),
                rows.toArray(Object[][]::new))
            .asString();
    out.write((table + "\n" + count() + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private String count() {
    var count = Amounts.count(rowCount, "row");
    return rowCount == rows.size()
        ? count
        : "%s, of which %s are not shown (--max-rows 0 shows all, --format csv streams them)"
            .formatted(count, Amounts.count(rowCount - rows.size()));
  }

  private static Column column(Field field) {
    var align = field.type().isNumeric() ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
    return new Column()
        .header(printable(field.name()))
        .headerAlign(align)
        .dataAlign(align)
        .maxWidth(MAX_WIDTH, OverflowBehaviour.NEWLINE);
  }
}
