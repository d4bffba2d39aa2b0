package dev.stint.executor.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers in a byte array, the highest byte first, so that bytes compare as unsigned numbers do;
/// every access is checked against the array's bounds, and need not be aligned.
public final class BigEndian {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private BigEndian() {}

  public static long longAt(byte[] data, int position) {
    return (long) LONG.get(data, position);
  }

  public static void putLong(byte[] data, int position, long value) {
    LONG.set(data, position, value);
  }
}
