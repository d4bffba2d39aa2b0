package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import java.util.Arrays;
import java.util.UUID;

/// Values drawn for one row after the other, and their numbers. Belongs to one expression of one
/// task.
public final class Draws {

  private static final int ROW_BITS = 33;
  private static final String LETTERS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final int taskIndex;
  private final Chance chance;
  private long row;

  public Draws(long seed, int taskIndex) {
    this.taskIndex = taskIndex;
    this.chance = new Chance(seed + taskIndex);
  }

  /// From 0 to 1, below 1.
  public DoubleVector uniform(int rowCount) {
    double[] values = new double[rowCount];
    for (int i = 0; i < rowCount; i++) {
      values[i] = chance.nextDouble();
    }
    return new DoubleVector(rowCount, values, null);
  }

  /// Of the normal distribution.
  public DoubleVector normal(int rowCount) {
    double[] values = new double[rowCount];
    for (int i = 0; i < rowCount; i++) {
      values[i] = chance.nextGaussian();
    }
    return new DoubleVector(rowCount, values, null);
  }

  /// Of letters and digits.
  public BytesVector texts(int rowCount, int length) {
    var builder =
        new BytesBuilder(rowCount, Math.toIntExact((long) rowCount * Math.min(length, 99)));
    for (int i = 0; i < rowCount; i++) {
      for (int at = 0; at < length; at++) {
        int drawn = chance.nextInt();
        builder.append((byte) LETTERS.charAt(Math.abs(drawn % LETTERS.length())));
      }
      builder.endRow();
    }
    return builder.build(null);
  }

  /// Of version 4.
  public BytesVector uuids(int rowCount) {
    var builder = new BytesBuilder(rowCount, 36 * rowCount);
    for (int i = 0; i < rowCount; i++) {
      long most = (chance.nextLong() & ~0xF000L) | 0x4000L;
      long least = (chance.nextLong() & ~(3L << 62)) | (1L << 63);
      builder.append(new UUID(most, least).toString()).endRow();
    }
    return builder.build(null);
  }

  /// The task in the upper bits, the row in the lower.
  public LongVector rowIds(int rowCount) {
    long[] values = new long[rowCount];
    for (int i = 0; i < rowCount; i++) {
      values[i] = ((long) taskIndex << ROW_BITS) + row++;
    }
    return new LongVector(rowCount, values, null);
  }

  public LongVector taskIndexes(int rowCount) {
    long[] values = new long[rowCount];
    Arrays.fill(values, taskIndex);
    return new LongVector(rowCount, values, null);
  }
}
