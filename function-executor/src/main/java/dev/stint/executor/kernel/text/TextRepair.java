package dev.stint.executor.kernel.text;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.kernel.BytesBuilder;
import java.nio.charset.StandardCharsets;

/// Makes text valid UTF-8: bytes that are none become U+FFFD, just as Java and so Spark decode
/// them.
public final class TextRepair {

  private TextRepair() {}

  /// `texts` themselves unless a row that is not NULL has to be repaired.
  public static BytesVector repaired(BytesVector texts) {
    return isValid(texts) ? texts : copy(texts);
  }

  /// `data[start..end)` repaired, in an array of its own.
  public static byte[] repaired(byte[] data, int start, int end) {
    return new String(data, start, end - start, StandardCharsets.UTF_8)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isValid(BytesVector texts) {
    for (int row = 0; row < texts.rowCount(); row++) {
      int start = texts.starts()[row];
      if (!texts.isNull(row) && !isValid(texts.data(), start, start + texts.lengths()[row])) {
        return false;
      }
    }
    return true;
  }

  private static BytesVector copy(BytesVector texts) {
    long bytes = 0;
    for (int row = 0; row < texts.rowCount(); row++) {
      bytes += texts.lengths()[row];
    }
    var builder =
        new BytesBuilder(texts.rowCount(), Math.toIntExact(Math.min(bytes, texts.data().length)));
    for (int row = 0; row < texts.rowCount(); row++) {
      if (!texts.isNull(row)) {
        builder.append(texts.string(row));
      }
      builder.endRow();
    }
    return builder.build(texts.nulls());
  }

  public static boolean isValid(byte[] data, int start, int end) {
    if (Utf8.isAscii(data, start, end)) {
      return true;
    }
    int position = start;
    while (position < end) {
      int length = codePointLength(data, position, end);
      if (length == 0) {
        return false;
      }
      position += length;
    }
    return true;
  }

  /// The bytes of the code point at `position`; 0 when there is none that is well formed, which
  /// leaves out surrogates and what is written longer than it need be.
  private static int codePointLength(byte[] data, int position, int end) {
    int first = data[position] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    if (first < 0xC2 || first > 0xF4) {
      return 0;
    }
    int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (position + length > end) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if (Utf8.isFirst(data[position + i])) {
        return 0;
      }
    }
    int second = data[position + 1] & 0xff;
    boolean isInRange =
        switch (first) {
          case 0xE0 -> second >= 0xA0;
          case 0xED -> second < 0xA0;
          case 0xF0 -> second >= 0x90;
          case 0xF4 -> second < 0x90;
          default -> true;
        };
    return isInRange ? length : 0;
  }
}
