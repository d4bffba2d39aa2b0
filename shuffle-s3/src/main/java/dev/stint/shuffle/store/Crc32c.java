package dev.stint.shuffle.store;

import java.util.zip.CRC32C;

/// The checksum of stored bytes.
public final class Crc32c {

  private Crc32c() {}

  public static int of(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(bytes, offset, length);
    // All 32 bits; the sign means nothing.
    return (int) crc.getValue();
  }
}
