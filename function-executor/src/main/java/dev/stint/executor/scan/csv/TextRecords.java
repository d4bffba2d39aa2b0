package dev.stint.executor.scan.csv;

import dev.stint.plan.format.CsvFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records as texts, one at a time: for headers and samples.
final class TextRecords implements RecordReceiver {

  /// A field as it is read; `text` is `null` for NULL.
  record Field(@Nullable String text, boolean isQuoted) {}

  private final FieldBytes bytes;
  private byte[] scratch = new byte[256];
  private List<Field> fields = new ArrayList<>();

  TextRecords(CsvFormat format) {
    this.bytes = new FieldBytes(format);
  }

  @Override
  public void field(int index, char[] chars, int offset, int length, boolean isQuoted) {
    int bound = FieldBytes.bound(length);
    if (bound > scratch.length) {
      scratch = new byte[bound];
    }
    int used = bytes.write(chars, offset, length, isQuoted, scratch, 0);
    var text =
        used == FieldBytes.NULL ? null : new String(scratch, 0, used, StandardCharsets.UTF_8);
    fields.add(new Field(text, isQuoted));
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
