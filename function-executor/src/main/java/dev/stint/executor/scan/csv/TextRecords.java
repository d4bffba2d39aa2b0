package dev.stint.executor.scan.csv;

import dev.stint.executor.scan.source.CellBuffer;
import dev.stint.plan.format.CsvFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records as texts, one at a time: for headers and samples.
final class TextRecords implements RecordReceiver {

  /// A field as it is read; `text` is `null` for NULL.
  record Field(@Nullable String text, boolean isQuoted) {}

  private static final int[] ONE_FIELD = {0};

  private final CsvFormat format;
  private List<Field> fields = new ArrayList<>();

  TextRecords(CsvFormat format) {
    this.format = format;
  }

  @Override
  public void field(int index, char[] chars, int offset, int length, boolean isQuoted) {
    var buffer = new CellBuffer();
    var collector = new CellCollector(format, List.of(buffer), ONE_FIELD, new boolean[] {true});
    collector.begin();
    collector.field(0, chars, offset, length, isQuoted);
    var cell = buffer.finish(1);
    fields.add(new Field(cell.isNull(0) ? null : cell.string(0), isQuoted));
  }

  @Override
  public void end(int fieldCount, int line, int lineCount) {}

  @Override
  public void undo() {
    fields.clear();
  }

  List<Field> take() {
    var taken = fields;
    fields = new ArrayList<>();
    return taken;
  }

  List<String> takeTexts() {
    return take().stream().map(field -> field.text() == null ? "" : field.text()).toList();
  }
}
