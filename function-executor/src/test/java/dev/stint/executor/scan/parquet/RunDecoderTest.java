package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

  private static RunDecoder levels(int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return new RunDecoder(data, 0, data.length, 1);
  }
}
