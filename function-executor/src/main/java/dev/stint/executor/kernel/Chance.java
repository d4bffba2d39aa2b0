package dev.stint.executor.kernel;

import java.nio.ByteBuffer;
import java.util.Random;

/// Spark's generator, by Marsaglia's xorshift: from the same seed comes what Spark draws from it.
final class Chance extends Random {

  private static final long serialVersionUID = 1;
  private static final int MURMUR_SEED = 0x3c074a61;

  private long state;

  Chance(long seed) {
    super(seed);
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
    int low = murmur(bytes, MURMUR_SEED);
    int high = murmur(bytes, low);
    this.state = (long) high << 32 | (low & 0xFFFFFFFFL);
  }

  /// As Scala's library hashes bytes.
  private static int murmur(byte[] bytes, int seed) {
    int hash = Murmur3.mix(seed, word(bytes, 0));
    return Murmur3.finish(Murmur3.mix(hash, word(bytes, Integer.BYTES)), bytes.length);
  }

  private static int word(byte[] bytes, int at) {
    return Integer.reverseBytes(ByteBuffer.wrap(bytes).getInt(at));
  }

  @Override
  protected int next(int bits) {
    long next = state ^ state << 21;
    next ^= next >>> 35;
    next ^= next << 4;
    state = next;
    return (int) (next & (1L << bits) - 1);
  }
}
