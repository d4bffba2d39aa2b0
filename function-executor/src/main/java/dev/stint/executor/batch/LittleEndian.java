package dev.stint.executor.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers in a byte array, the lowest byte first; every access is checked against the array's
/// bounds, and need not be aligned.
public final class LittleEndian {

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  /// From 0 to 65,535.
  public static int unsignedShortAt(byte[] data, int position) {
    return (short) SHORT.get(data, position) & 0xFFFF;
  }

  public static int intAt(byte[] data, int position) {
    return (int) INT.get(data, position);
  }

  /// From 0 to 4,294,967,295.
  public static long unsignedIntAt(byte[] data, int position) {
    return (int) INT.get(data, position) & 0xFFFFFFFFL;
  }

  public static long longAt(byte[] data, int position) {
    return (long) LONG.get(data, position);
  }

  /// The lower two bytes of `value`.
  public static void putShort(byte[] data, int position, long value) {
    SHORT.set(data, position, (short) value);
  }

  /// The lower four bytes of `value`.
  public static void putInt(byte[] data, int position, long value) {
    INT.set(data, position, (int) value);
  }

  public static void putLong(byte[] data, int position, long value) {
    LONG.set(data, position, value);
  }
}
