package dev.stint.executor.sink;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.scan.TestTask;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/// Random batches of a column of every type, and their rows as text.
final class RandomRows {

  static final Schema SCHEMA =
      Schema.of(
          Field.nullable("flag", DataType.BOOLEAN),
          Field.nullable("tiny", DataType.TINYINT),
          Field.nullable("small", DataType.SMALLINT),
          Field.nullable("number", DataType.INT),
          Field.nullable("big", DataType.BIGINT),
          Field.nullable("real", DataType.FLOAT),
          Field.nullable("wide", DataType.DOUBLE),
          Field.nullable("d5", DataType.decimal(5, 2)),
          Field.nullable("d15", DataType.decimal(15, 4)),
          Field.nullable("d30", DataType.decimal(30, 10)),
          Field.nullable("day", DataType.DATE),
          Field.nullable("instant", DataType.TIMESTAMP),
          Field.nullable("reading", DataType.TIMESTAMP_NTZ),
          Field.nullable("name", DataType.STRING),
          Field.nullable("color", DataType.STRING));

  private static final String[] NAMES = {
    "", "a", "x,y", "say \"hi\"", "back\\slash", "tab\there", "ümläut", " padded ", "NULL", "#1"
  };

  private final Random random;
  private final List<List<String>> texts = new ArrayList<>();
  private final BytesVector colors = strings(new String[] {"red", "green", "blue"}, null);

  RandomRows(long seed) {
    this.random = new Random(seed);
  }

  /// All rows given so far.
  List<List<String>> texts() {
    return texts;
  }

  Batch next(int rowCount) {
    var batch =
        new Batch(
            rowCount,
            List.of(
                longs(rowCount, () -> random.nextInt(2)),
                longs(rowCount, () -> random.nextInt(-128, 128)),
                longs(rowCount, () -> random.nextInt(-32768, 32768)),
                longs(rowCount, () -> random.nextInt(3)),
                longs(rowCount, random::nextLong),
                doubles(rowCount, true),
                doubles(rowCount, false),
                longs(rowCount, () -> random.nextInt(-99999, 100000)),
                longs(rowCount, () -> random.nextLong(-(long) 1e15 + 1, (long) 1e15)),
                wides(rowCount),
                longs(rowCount, () -> random.nextInt(-1000, 40000)),
                longs(rowCount, () -> random.nextLong(-(long) 1e12, (long) 2e15)),
                longs(rowCount, () -> random.nextLong(-(long) 1e12, (long) 2e15)),
                names(rowCount),
                colors(rowCount)));
    texts.addAll(TestTask.texts(batch, SCHEMA));
    return batch;
  }

  private boolean[] nulls(int rowCount) {
    if (random.nextInt(4) == 0) {
      return null;
    }
    boolean[] nulls = new boolean[rowCount];
    for (int row = 0; row < rowCount; row++) {
      nulls[row] = random.nextInt(10) == 0;
    }
    return nulls;
  }

  private Vector longs(int rowCount, LongSupplier value) {
    long[] values = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      values[row] = value.getAsLong();
    }
    return new LongVector(rowCount, values, nulls(rowCount));
  }

  private Vector doubles(int rowCount, boolean isFloat) {
    double[] values = new double[rowCount];
    for (int row = 0; row < rowCount; row++) {
      double value = random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian() * 1e6;
      values[row] = isFloat ? (float) value : value;
    }
    return new DoubleVector(rowCount, values, nulls(rowCount));
  }

  private Vector wides(int rowCount) {
    long[] high = new long[rowCount];
    long[] low = new long[rowCount];
    var bound = BigInteger.TEN.pow(30);
    for (int row = 0; row < rowCount; row++) {
      var value = new BigInteger(110, random).mod(bound);
      value = random.nextBoolean() ? value : value.negate();
      high[row] = value.shiftRight(64).longValue();
      low[row] = value.longValue();
    }
    return new Int128Vector(rowCount, high, low, nulls(rowCount));
  }

  private Vector names(int rowCount) {
    var names = new String[rowCount];
    for (int row = 0; row < rowCount; row++) {
      names[row] = NAMES[random.nextInt(NAMES.length)] + (row % 3 == 0 ? row : "");
    }
    return strings(names, nulls(rowCount));
  }

  private Vector colors(int rowCount) {
    int[] ids = new int[rowCount];
    for (int row = 0; row < rowCount; row++) {
      ids[row] = random.nextInt(3);
    }
    return BytesVector.ofDictionary(rowCount, ids, colors, nulls(rowCount));
  }

  private static BytesVector strings(String[] texts, boolean[] nulls) {
    int[] starts = new int[texts.length];
    int[] lengths = new int[texts.length];
    byte[] data = String.join("", texts).getBytes(StandardCharsets.UTF_8);
    int position = 0;
    for (int row = 0; row < texts.length; row++) {
      starts[row] = position;
      lengths[row] = texts[row].getBytes(StandardCharsets.UTF_8).length;
      position += lengths[row];
    }
    return new BytesVector(texts.length, data, starts, lengths, nulls);
  }
}
