package dev.stint.executor.scan.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records as texts, one at a time: for headers and samples.
final class TextRecords implements RecordReceiver {

  /// A field as it is read; `text` is `null` for NULL.
  record Field(@Nullable String text, boolean isQuoted) {}

  private final CsvDialect dialect;
  private List<Field> fields = new ArrayList<>();

  TextRecords(CsvDialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public void field(int index, byte[] data, int offset, int length, boolean isQuoted) {
    fields.add(new Field(text(data, offset, length, isQuoted), isQuoted));
  }

  private @Nullable String text(byte[] data, int offset, int length, boolean isQuoted) {
    if (dialect.isNull(data, offset, length, isQuoted)) {
      return null;
    }
    return length == 0
        ? new String(dialect.emptyValue(), StandardCharsets.UTF_8)
        : new String(data, offset, length, StandardCharsets.UTF_8);
  }

  @Override
  public void skipped(int index) {
    fields.add(new Field(null, true));
  }

  @Override
  public void end(int fieldCount, int start, int end) {}

  List<Field> take() {
    var taken = fields;
    fields = new ArrayList<>();
    return taken;
  }

  List<@Nullable String> takeTexts() {
    var texts = new ArrayList<@Nullable String>();
    take().forEach(field -> texts.add(field.text()));
    return texts;
  }
}
