package dev.stint.shuffle.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockKeysTest {

  private static final int KEYS = 40;

  @Test
  void prefixesThatDifferOrderAsTheirKeysDo() {
    for (int seed = 0; seed < 200; seed++) {
      var keys = keys(new Random(seed));
      for (int left = 0; left < KEYS; left++) {
        for (int right = 0; right < KEYS; right++) {
          int ofPrefixes = Long.compareUnsigned(keys.prefix(left), keys.prefix(right));
          int ofKeys = keys.compare(left, keys, right);

          boolean isAlike = ofPrefixes == 0 || Integer.signum(ofPrefixes) == Integer.signum(ofKeys);
          assertThat(isAlike).as("%s and %s", keys.key(left), keys.key(right)).isTrue();
        }
      }
    }
  }

  @Test
  void firstRowBeyondAKeyIsFoundFromEveryRow() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var keys = keys(random);
      var others = keys(random);
      int other = random.nextInt(KEYS);
      for (int from = 0; from <= KEYS; from++) {
        for (boolean isEqualBeyond : new boolean[] {true, false}) {
          int expected = from;
          int limit = isEqualBeyond ? 0 : 1;
          while (expected < KEYS && keys.compare(expected, others, other) < limit) {
            expected++;
          }

          assertThat(keys.firstBeyond(from, others, other, isEqualBeyond)).isEqualTo(expected);
        }
      }
    }
  }

  /// In order; of few bytes, short and long, or all of one width.
  private static BlockKeys keys(Random random) {
    int width = random.nextInt(12);
    boolean isFixed = random.nextBoolean();
    byte[][] keys = new byte[KEYS][];
    for (int key = 0; key < KEYS; key++) {
      keys[key] = new byte[isFixed ? width : random.nextInt(12)];
      for (int at = 0; at < keys[key].length; at++) {
        keys[key][at] = (byte) (random.nextInt(3) - 1);
      }
    }
    Arrays.sort(keys, Arrays::compareUnsigned);
    int[] offsets = new int[KEYS + 1];
    for (int key = 0; key < KEYS; key++) {
      offsets[key + 1] = offsets[key] + keys[key].length;
    }
    byte[] data = new byte[offsets[KEYS]];
    for (int key = 0; key < KEYS; key++) {
      System.arraycopy(keys[key], 0, data, offsets[key], keys[key].length);
    }
    return isFixed
        ? BlockKeys.fixedWidth(width, KEYS, data)
        : BlockKeys.variableWidth(KEYS, data, offsets);
  }
}
