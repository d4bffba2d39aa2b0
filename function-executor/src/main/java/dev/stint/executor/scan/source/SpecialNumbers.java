package dev.stint.executor.scan.source;

import dev.stint.executor.batch.BytesVector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The user's own names for what is no number, made into those that SQL knows.
record SpecialNumbers(List<Name> names) {

  record Name(String given, String known) {}

  static SpecialNumbers of(TextRows.Rules rules) {
    return new SpecialNumbers(
        List.of(
                new Name(rules.nanValue(), "NaN"),
                new Name(rules.positiveInf(), "Infinity"),
                new Name(rules.negativeInf(), "-Infinity"))
            .stream()
            .filter(name -> !name.given().isEmpty())
            // SQL knows these without help.
            .filter(name -> !name.given().replace("+", "").matches("(?i)nan|-?inf(inity)?"))
            .toList());
  }

  /// The same texts, with those that are names replaced.
  BytesVector replaced(BytesVector texts) {
    if (names.isEmpty()) {
      return texts;
    }
    var cells = new CellBuffer();
    cells.begin();
    for (int row = 0; row < texts.rowCount(); row++) {
      if (!texts.isNull(row)) {
        byte[] bytes = known(texts, row);
        cells.set(row, bytes, 0, bytes.length);
      }
    }
    return cells.finish(texts.rowCount());
  }

  private byte[] known(BytesVector texts, int row) {
    int start = texts.starts()[row];
    byte[] bytes = Arrays.copyOfRange(texts.data(), start, start + texts.lengths()[row]);
    for (var name : names) {
      if (Arrays.equals(bytes, name.given().getBytes(StandardCharsets.UTF_8))) {
        return name.known().getBytes(StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }
}
