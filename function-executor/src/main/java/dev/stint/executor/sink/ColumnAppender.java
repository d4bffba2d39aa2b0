package dev.stint.executor.sink;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/// Writes vectors into one optional column of a Parquet file, a loop per physical type.
final class ColumnAppender {

  private static final int NULL_LEVEL = 0;
  private static final int VALUE_LEVEL = 1;

  private final DataType type;
  private final PrimitiveTypeName fileType;
  private final int decimalBytes;

  /// By which whole numbers are divided: the file counts microseconds of a day.
  private final long unit;

  /// The entries of the dictionary last seen, as Parquet wants them.
  private @Nullable BytesVector dictionary;

  private Binary[] entries = new Binary[0];

  ColumnAppender(DataType type, PrimitiveTypeName fileType) {
    this.type = type;
    this.fileType = fileType;
    this.unit = type.kind() == TypeKind.TIME ? 1000 : 1;
    this.decimalBytes = type.isDecimal() ? ParquetSchemas.decimalBytes(type.precision()) : 0;
  }

  void append(Vector vector, ColumnWriter writer) {
    switch (vector) {
      case LongVector longs -> appendLongs(longs, writer);
      case DoubleVector doubles -> appendDoubles(doubles, writer);
      case Int128Vector numbers -> appendInt128s(numbers, writer);
      case BytesVector bytes -> appendBytes(bytes, writer);
    }
  }

  private void appendLongs(LongVector vector, ColumnWriter writer) {
    long[] values = vector.values();
    boolean[] nulls = vector.nulls();
    for (int row = 0; row < vector.rowCount(); row++) {
      if (nulls != null && nulls[row]) {
        writer.writeNull(0, NULL_LEVEL);
      } else {
        switch (fileType) {
          case INT64 -> writer.write(values[row] / unit, 0, VALUE_LEVEL);
          case INT32 -> writer.write(Math.toIntExact(values[row]), 0, VALUE_LEVEL);
          case BOOLEAN -> writer.write(values[row] != 0, 0, VALUE_LEVEL);
          case FLOAT, DOUBLE, INT96, BINARY, FIXED_LEN_BYTE_ARRAY ->
              throw new IllegalStateException(type + " as " + fileType);
        }
      }
    }
  }

  private void appendDoubles(DoubleVector vector, ColumnWriter writer) {
    double[] values = vector.values();
    boolean[] nulls = vector.nulls();
    for (int row = 0; row < vector.rowCount(); row++) {
      if (nulls != null && nulls[row]) {
        writer.writeNull(0, NULL_LEVEL);
      } else if (fileType == PrimitiveTypeName.FLOAT) {
        writer.write((float) values[row], 0, VALUE_LEVEL);
      } else {
        writer.write(values[row], 0, VALUE_LEVEL);
      }
    }
  }

  private void appendInt128s(Int128Vector vector, ColumnWriter writer) {
    boolean[] nulls = vector.nulls();
    for (int row = 0; row < vector.rowCount(); row++) {
      if (nulls != null && nulls[row]) {
        writer.writeNull(0, NULL_LEVEL);
      } else {
        byte[] bytes = bigEndian(vector.high()[row], vector.low()[row]);
        writer.write(Binary.fromConstantByteArray(bytes), 0, VALUE_LEVEL);
      }
    }
  }

  private byte[] bigEndian(long high, long low) {
    byte[] bytes = new byte[decimalBytes];
    for (int i = 0; i < decimalBytes; i++) {
      int shift = i * 8;
      long value = shift < 64 ? low >>> shift : high >> (shift - 64);
      bytes[decimalBytes - 1 - i] = (byte) value;
    }
    return bytes;
  }

  private void appendBytes(BytesVector vector, ColumnWriter writer) {
    boolean[] nulls = vector.nulls();
    int[] ids = vector.ids();
    if (vector.dictionary() != null) {
      useDictionary(vector.dictionary());
    }
    for (int row = 0; row < vector.rowCount(); row++) {
      if (nulls != null && nulls[row]) {
        writer.writeNull(0, NULL_LEVEL);
      } else {
        writer.write(ids == null ? value(vector, row) : entries[ids[row]], 0, VALUE_LEVEL);
      }
    }
  }

  /// "Reused": Parquet copies what it keeps, since batches give their arrays back.
  private static Binary value(BytesVector vector, int row) {
    return Binary.fromReusedByteArray(vector.data(), vector.starts()[row], vector.lengths()[row]);
  }

  private void useDictionary(BytesVector used) {
    if (dictionary == used) {
      return;
    }
    dictionary = used;
    entries = new Binary[used.rowCount()];
    for (int entry = 0; entry < entries.length; entry++) {
      entries[entry] = value(used, entry);
    }
  }
}
