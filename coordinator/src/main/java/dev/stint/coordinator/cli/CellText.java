package dev.stint.coordinator.cli;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.cast.ValueText;
import dev.stint.executor.kernel.text.TextRepair;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HexFormat;

/// The values of columns as valid text: as Spark casts them to string, binary in hexadecimal.
final class CellText {

  private CellText() {}

  static BytesVector of(Vector vector, DataType type, ZoneId zone) {
    return type.kind() == TypeKind.BINARY
        ? hexadecimal((BytesVector) vector)
        : TextRepair.repaired(ValueText.format(vector, type, zone));
  }

  private static BytesVector hexadecimal(BytesVector vector) {
    int rowCount = vector.rowCount();
    int[] starts = new int[rowCount];
    int[] lengths = new int[rowCount];
    var text = new StringBuilder();
    for (int row = 0; row < rowCount; row++) {
      starts[row] = text.length();
      int from = vector.starts()[row];
      text.append(HexFormat.of().formatHex(vector.data(), from, from + vector.lengths()[row]));
      lengths[row] = text.length() - starts[row];
    }
    return new BytesVector(
        rowCount,
        text.toString().getBytes(StandardCharsets.US_ASCII),
        starts,
        lengths,
        vector.nulls());
  }
}
