package dev.stint.executor.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.BytesVector;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRepairTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "ä", "\u20ac uro", "\ud83d\ude00", "\u07ff\u0800\uffff"})
  void validTextIsLeftAlone(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var texts = new BytesVector(1, bytes, new int[1], new int[] {bytes.length}, null);

    assertThat(TextRepair.repaired(texts)).isSameAs(texts);
  }

  @Test
  void whatIsNullIsNotLookedAt() {
    var texts =
        new BytesVector(
            2,
            new byte[] {'a', -1},
            new int[] {0, 1},
            new int[] {1, 1},
            new boolean[] {false, true});

    assertThat(TextRepair.repaired(texts)).isSameAs(texts);
  }

  @Test
  void onlyTheRowsThatNeedItAreChanged() {
    byte[] data = {'a', (byte) 0xE4, (byte) 0xC3, (byte) 0xA4, 'b'};
    var texts = new BytesVector(3, data, new int[] {0, 2, 4}, new int[] {2, 2, 1}, null);
    var repaired = TextRepair.repaired(texts);

    assertThat(repaired.string(0)).isEqualTo("a\ufffd");
    assertThat(repaired.lengths()[0]).isEqualTo(4);
    assertThat(repaired.string(1)).isEqualTo("ä");
    assertThat(repaired.string(2)).isEqualTo("b");
  }

  /// Java's decoder leaves what is valid as it is, and nothing else.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithJava(long seed) {
    var random = new Random(seed);
    int[] leads = {'a', 0x80, 0xBF, 0xC1, 0xC3, 0xE0, 0xE2, 0xED, 0xF0, 0xF3, 0xF4, 0xF5};
    for (int round = 0; round < 100_000; round++) {
      byte[] bytes = new byte[random.nextInt(6)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            (byte)
                (random.nextBoolean()
                    ? leads[random.nextInt(leads.length)]
                    : 0x80 + random.nextInt(0x40));
      }
      var decoded = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);

      assertThat(TextRepair.isValid(bytes, 0, bytes.length)).isEqualTo(isSame(bytes, decoded));
    }
  }

  private static boolean isSame(byte[] left, byte[] right) {
    return java.util.Arrays.equals(left, right);
  }
}
