package dev.stint.executor.scan.source;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.cast.TextCast;
import dev.stint.plan.type.DataType;
import java.time.ZoneId;

/// Decimals with commas between their digits, `1,234.50`, as the locale en-US writes them.
final class GroupedDigits {

  private static final byte COMMA = ',';

  private GroupedDigits() {}

  /// As [TextCast#parse]. Commas are looked for only where some text is no number as it stands.
  static Vector parse(BytesVector texts, DataType type, ZoneId zone, boolean[] failed) {
    boolean[] wrong = new boolean[failed.length];
    var values = TextCast.parse(texts, type, zone, wrong);
    for (boolean isWrong : wrong) {
      if (isWrong) {
        return TextCast.parse(joined(texts), type, zone, failed);
      }
    }
    return values;
  }

  /// The same texts without commas.
  private static BytesVector joined(BytesVector texts) {
    if (!isAnyGrouped(texts)) {
      return texts;
    }
    var cells = new CellBuffer();
    cells.begin();
    for (int row = 0; row < texts.rowCount(); row++) {
      if (!texts.isNull(row)) {
        cells.set(row, join(texts, row, cells));
      }
    }
    return cells.finish(texts.rowCount());
  }

  private static boolean isAnyGrouped(BytesVector texts) {
    for (int row = 0; row < texts.rowCount(); row++) {
      int start = texts.starts()[row];
      for (int i = start; !texts.isNull(row) && i < start + texts.lengths()[row]; i++) {
        if (texts.data()[i] == COMMA) {
          return true;
        }
      }
    }
    return false;
  }

  /// Writes a row's text at the position of `cells` and gives its length.
  private static int join(BytesVector texts, int row, CellBuffer cells) {
    int length = texts.lengths()[row];
    int start = texts.starts()[row];
    byte[] into = cells.ensure(length);
    int to = cells.position();
    for (int i = start; i < start + length; i++) {
      if (texts.data()[i] != COMMA) {
        into[to++] = texts.data()[i];
      }
    }
    return to - cells.position();
  }
}
