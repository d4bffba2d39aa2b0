package dev.stint.executor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndedBytesTest {

  private static final int TEXTS = 2_000;
  private static final int MARGIN = 3;

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void bytesAreWrittenOneByOneOrEightAtATime(long flip) {
    var random = new Random(1);
    for (int i = 0; i < TEXTS; i++) {
      byte[] text = text(random);

      assertThat(encoded(text, flip)).isEqualTo(expected(text, (int) flip));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void textsOrderAsTheirBytesDoWhateverFollows(long flip) {
    var random = new Random(2);
    for (int i = 0; i < TEXTS; i++) {
      byte[] one = text(random);
      byte[] other = random.nextBoolean() ? text(random) : Arrays.copyOf(one, random.nextInt(30));
      int order = Integer.signum(Arrays.compareUnsigned(one, other));

      int found =
          Arrays.compareUnsigned(followed(one, flip, random), followed(other, flip, random));

      if (order != 0) {
        assertThat(Integer.signum(found)).isEqualTo(flip == 0 ? order : -order);
      }
    }
  }

  /// Of few different bytes, zeros and the greatest among them.
  private static byte[] text(Random random) {
    byte[] text = new byte[random.nextInt(30)];
    int kinds = random.nextBoolean() ? 3 : 256;
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (random.nextInt(kinds) - 1);
    }
    return text;
  }

  private static byte[] followed(byte[] text, long flip, Random random) {
    byte[] key = encoded(text, flip);
    byte[] all = Arrays.copyOf(key, key.length + 1);
    all[key.length] = (byte) random.nextInt(256);
    return all;
  }

  private static byte[] encoded(byte[] text, long flip) {
    byte[] data = new byte[MARGIN + text.length + MARGIN];
    System.arraycopy(text, 0, data, MARGIN, text.length);
    int end = MARGIN + text.length;
    byte[] out = new byte[(int) EndedBytes.length(data, MARGIN, end)];
    assertThat(EndedBytes.put(data, MARGIN, end, flip, out, 0)).isEqualTo(out.length);
    return out;
  }

  private static byte[] expected(byte[] text, int flip) {
    var out = new ByteArrayOutputStream();
    for (byte value : text) {
      out.write(value ^ flip);
      if (value == 0) {
        out.write(0xFF ^ flip);
      }
    }
    out.write(flip);
    out.write(flip);
    return out.toByteArray();
  }
}
