package dev.stint.executor.kernel;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// Hashes of rows of any types, as Spark's `hash` and `xxhash64` have them: each value goes on from
/// the hash of those before it, NULL changes nothing.
public final class ValueHash {

  private static final int SEED = 42;

  /// One way to hash what a value is made of.
  private interface Algorithm {
    long ofInt(int value, long seed);

    long ofLong(long value, long seed);

    long ofBytes(byte[] data, int start, int length, long seed);
  }

  private ValueHash() {}

  public static LongVector murmur3(Vector[] values, List<DataType> types, int rowCount) {
    return hash(values, types, rowCount, new Murmur());
  }

  public static LongVector xxhash64(Vector[] values, List<DataType> types, int rowCount) {
    return hash(values, types, rowCount, new Xx());
  }

  private static LongVector hash(
      Vector[] values, List<DataType> types, int rowCount, Algorithm algorithm) {
    long[] hashes = new long[rowCount];
    Arrays.fill(hashes, SEED);
    for (int column = 0; column < values.length; column++) {
      for (int row = 0; row < rowCount; row++) {
        if (!values[column].isNull(row)) {
          hashes[row] = ofValue(values[column], row, types.get(column), hashes[row], algorithm);
        }
      }
    }
    return new LongVector(rowCount, hashes, null);
  }

  private static long ofValue(
      Vector vector, int row, DataType type, long seed, Algorithm algorithm) {
    return switch (vector) {
      case LongVector longs ->
          isInt(type)
              ? algorithm.ofInt((int) longs.values()[row], seed)
              : algorithm.ofLong(longs.values()[row], seed);
      case DoubleVector doubles -> {
        // Adding 0.0 makes one of both zeros.
        double value = doubles.values()[row] + 0.0;
        yield type.kind() == TypeKind.FLOAT
            ? algorithm.ofInt(Float.floatToIntBits((float) value), seed)
            : algorithm.ofLong(Double.doubleToLongBits(value), seed);
      }
      case Int128Vector wide -> {
        byte[] bytes =
            BigInteger.valueOf(wide.high()[row])
                .shiftLeft(Long.SIZE)
                .or(new BigInteger(Long.toUnsignedString(wide.low()[row])))
                .toByteArray();
        yield algorithm.ofBytes(bytes, 0, bytes.length, seed);
      }
      case BytesVector bytes ->
          algorithm.ofBytes(bytes.data(), bytes.starts()[row], bytes.lengths()[row], seed);
    };
  }

  private static boolean isInt(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN, TINYINT, SMALLINT, INT, DATE -> true;
      default -> false;
    };
  }

  private static ByteBuffer buffer(byte[] data) {
    return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static final class Murmur implements Algorithm {

    @Override
    public long ofInt(int value, long seed) {
      return Murmur3.finish(Murmur3.mix((int) seed, value), Integer.BYTES);
    }

    @Override
    public long ofLong(long value, long seed) {
      int low = Murmur3.mix((int) seed, (int) value);
      return Murmur3.finish(Murmur3.mix(low, (int) (value >>> 32)), Long.BYTES);
    }

    /// What is left of the last word is mixed in byte by byte.
    @Override
    public long ofBytes(byte[] data, int start, int length, long seed) {
      var words = buffer(data);
      int whole = length & -Integer.BYTES;
      int hash = (int) seed;
      for (int at = 0; at < whole; at += Integer.BYTES) {
        hash = Murmur3.mix(hash, words.getInt(start + at));
      }
      for (int at = whole; at < length; at++) {
        hash = Murmur3.mix(hash, data[start + at]);
      }
      return Murmur3.finish(hash, length);
    }
  }

  private static final class Xx implements Algorithm {

    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    @Override
    public long ofInt(int value, long seed) {
      long hash = seed + P5 + Integer.BYTES;
      return finish(word(hash, value & 0xFFFFFFFFL));
    }

    @Override
    public long ofLong(long value, long seed) {
      return finish(longWord(seed + P5 + Long.BYTES, value));
    }

    @Override
    public long ofBytes(byte[] data, int start, int length, long seed) {
      var words = buffer(data);
      int at = start;
      int end = start + length;
      long hash = seed + P5;
      if (length >= 4 * Long.BYTES) {
        long[] lanes = {seed + P1 + P2, seed + P2, seed, seed - P1};
        for (; at <= end - 4 * Long.BYTES; at += 4 * Long.BYTES) {
          for (int lane = 0; lane < lanes.length; lane++) {
            lanes[lane] = round(lanes[lane], words.getLong(at + lane * Long.BYTES));
          }
        }
        hash = joined(lanes);
      }
      hash += length;
      for (; at <= end - Long.BYTES; at += Long.BYTES) {
        hash = longWord(hash, words.getLong(at));
      }
      if (at <= end - Integer.BYTES) {
        hash = word(hash, words.getInt(at) & 0xFFFFFFFFL);
        at += Integer.BYTES;
      }
      for (; at < end; at++) {
        hash = Long.rotateLeft(hash ^ (data[at] & 0xFF) * P5, 11) * P1;
      }
      return finish(hash);
    }

    private static long joined(long[] lanes) {
      long hash =
          Long.rotateLeft(lanes[0], 1)
              + Long.rotateLeft(lanes[1], 7)
              + Long.rotateLeft(lanes[2], 12)
              + Long.rotateLeft(lanes[3], 18);
      for (long lane : lanes) {
        hash = (hash ^ round(0, lane)) * P1 + P4;
      }
      return hash;
    }

    private static long round(long lane, long word) {
      return Long.rotateLeft(lane + word * P2, 31) * P1;
    }

    private static long longWord(long hash, long word) {
      return Long.rotateLeft(hash ^ round(0, word), 27) * P1 + P4;
    }

    private static long word(long hash, long word) {
      return Long.rotateLeft(hash ^ word * P1, 23) * P2 + P3;
    }

    private static long finish(long hash) {
      long mixed = (hash ^ hash >>> 33) * P2;
      mixed = (mixed ^ mixed >>> 29) * P3;
      return mixed ^ mixed >>> 32;
    }
  }
}
