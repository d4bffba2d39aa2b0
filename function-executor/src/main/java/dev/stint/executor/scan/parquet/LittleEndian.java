package dev.stint.executor.scan.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Parquet's numbers in a byte array; every access is checked against the array's bounds.
final class LittleEndian {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static int intAt(byte[] data, int position) {
    return (int) INT.get(data, position);
  }

  static long longAt(byte[] data, int position) {
    return (long) LONG.get(data, position);
  }

  static void putLong(byte[] data, int position, long value) {
    LONG.set(data, position, value);
  }
}
