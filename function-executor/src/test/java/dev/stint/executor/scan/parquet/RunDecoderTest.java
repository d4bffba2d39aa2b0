package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunDecoderTest {

  @Test
  void onesOfOneRunArePassedAtOnce() {
    // Five ones, then three zeros, each a run.
    var levels = levels(5 << 1, 1, 3 << 1, 0);

    assertThat(levels.passOnes(4)).isTrue();
    assertThat(levels.passOnes(2)).isFalse();
    assertThat(levels.passOnes(1)).isTrue();
    assertThat(levels.passOnes(1)).isFalse();
    assertThat(levels.readOnes(new boolean[3], 0, 3)).isZero();
  }

  @Test
  void whereOnesArePackedNothingIsPassed() {
    var levels = levels(1 << 1 | 1, 0xff);

    assertThat(levels.passOnes(8)).isFalse();
    assertThat(levels.readOnes(new boolean[8], 0, 8)).isEqualTo(8);
  }

  /// Groups of eight are unpacked together, wherever in a byte they begin, the last ones alone.
  @ParameterizedTest(name = "{0} bits")
  @MethodSource("widths")
  void packedNumbersAreThoseThatWerePacked(int width) {
    var random = new Random(width);
    for (int round = 0; round < 200; round++) {
      int groups = 1 + random.nextInt(12);
      int[] numbers =
          random.ints(groups * 8L).map(it -> width == 32 ? it : it & (1 << width) - 1).toArray();
      int bytesBehind = random.nextInt(12);
      byte[] data = packed(numbers, width, bytesBehind);
      var decoder = new RunDecoder(data, 0, data.length - bytesBehind, width);
      int[] read = new int[numbers.length + 2];
      Arrays.fill(read, -7);
      int done = 0;
      while (done < numbers.length) {
        int count = Math.min(numbers.length - done, 1 + random.nextInt(40));
        if (random.nextInt(4) == 0) {
          decoder.skip(count);
          System.arraycopy(numbers, done, read, done + 1, count);
        } else {
          decoder.read(read, done + 1, count);
        }
        done += count;
      }

      assertThat(Arrays.copyOfRange(read, 1, done + 1)).isEqualTo(numbers);
      assertThat(read[0]).isEqualTo(-7);
      assertThat(read[done + 1]).isEqualTo(-7);
    }
  }

  static IntStream widths() {
    return IntStream.rangeClosed(0, 32);
  }

  /// One run of bit by bit, from the lowest, and then bytes of something else.
  private static byte[] packed(int[] numbers, int width, int bytesBehind) {
    int length = numbers.length / 8 * width;
    byte[] data = new byte[1 + length + bytesBehind];
    Arrays.fill(data, 1 + length, data.length, (byte) 0xa5);
    data[0] = (byte) ((numbers.length / 8) << 1 | 1);
    for (int i = 0; i < numbers.length * width; i++) {
      int bit = numbers[i / width] >>> i % width & 1;
      data[1 + i / 8] |= (byte) (bit << i % 8);
    }
    return data;
  }

  private static RunDecoder levels(int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return new RunDecoder(data, 0, data.length, 1);
  }
}
