package dev.stint.executor.kernel;

/// Murmur3 in 32 bits.
final class Murmur3 {

  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  private Murmur3() {}

  static int mix(int hash, int word) {
    int mixed = hash ^ Integer.rotateLeft(word * C1, 15) * C2;
    return Integer.rotateLeft(mixed, 13) * 5 + 0xe6546b64;
  }

  static int finish(int hash, int byteCount) {
    int mixed = hash ^ byteCount;
    mixed = (mixed ^ mixed >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }
}
