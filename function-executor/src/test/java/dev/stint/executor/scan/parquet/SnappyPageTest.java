package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.io.ParquetDecodingException;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class SnappyPageTest {

  private final Random random = new Random(7);

  @Test
  void givesWhatTheLibraryHadCompressed() throws IOException {
    for (int trial = 0; trial < 2_000; trial++) {
      byte[] page = page(random.nextInt(1 << random.nextInt(15)));
      byte[] compressed = Snappy.compress(page);
      byte[] in = new byte[compressed.length + 9];
      System.arraycopy(compressed, 0, in, 4, compressed.length);
      byte[] out = new byte[page.length + random.nextInt(3)];

      SnappyPage.decompress(in, 4, compressed.length, out, page.length);

      assertThat(Arrays.copyOf(out, page.length)).isEqualTo(page);
    }
  }

  @Test
  void copiesOverlapAtEveryDistanceAndLength() {
    for (int distance = 1; distance <= 40; distance++) {
      for (int length = 1; length <= 64; length++) {
        // Forty bytes, a copy, then enough for it to be none of the last.
        byte[] in = new byte[3 + 2 + 40 + 3 + 2 + 200];
        byte[] out = new byte[40 + length + 200];
        in[0] = (byte) ((out.length & 0x7f) | 0x80);
        in[1] = (byte) (out.length >>> 7);
        in[2] = (byte) (60 << 2);
        in[3] = 39;
        for (int i = 0; i < 40; i++) {
          in[4 + i] = (byte) (i + 1);
        }
        in[44] = (byte) ((length - 1) << 2 | 2);
        in[45] = (byte) distance;
        in[47] = (byte) (60 << 2);
        in[48] = (byte) 199;

        SnappyPage.decompress(in, 0, 249, out, out.length);

        for (int i = 0; i < length; i++) {
          assertThat(out[40 + i]).isEqualTo((byte) (40 - distance + i % distance + 1));
        }
      }
    }
  }

  @Test
  void damagedPagesGiveBytesOrAnError() throws IOException {
    int errors = 0;
    for (int trial = 0; trial < 5_000; trial++) {
      byte[] page = page(1 + random.nextInt(3_000));
      byte[] compressed = Snappy.compress(page);
      for (int i = random.nextInt(3); i >= 0; i--) {
        compressed[random.nextInt(compressed.length)] = (byte) random.nextInt();
      }
      int size = compressed.length - random.nextInt(2);
      try {
        SnappyPage.decompress(compressed, 0, size, new byte[page.length], page.length);
      } catch (ParquetDecodingException _) {
        errors++;
      }
    }
    assertThat(errors).isGreaterThan(500);
  }

  @Test
  void saysThatThePageHasAnotherLength() throws IOException {
    byte[] compressed = Snappy.compress(new byte[100]);

    assertThatThrownBy(
            () -> SnappyPage.decompress(compressed, 0, compressed.length, new byte[99], 99))
        .hasMessage("a page decompresses to 100 bytes instead of 99");
  }

  /// Numbers, text, zeros and noise by turns.
  private byte[] page(int length) {
    byte[] page = new byte[length];
    int at = 0;
    while (at < length) {
      int count = Math.min(length - at, 1 + random.nextInt(600));
      switch (random.nextInt(4)) {
        case 0 -> {
          for (int i = 0; i + 8 <= count; i += 8) {
            LittleEndian.putLong(page, at + i, random.nextInt(1 << 24));
          }
        }
        case 1 -> {
          for (int i = 0; i < count; i++) {
            page[at + i] = (byte) "carefully final deposits ".charAt(i * 7 / 6 % 25);
          }
        }
        case 2 -> {
          for (int i = 0; i < count; i++) {
            page[at + i] = (byte) random.nextInt();
          }
        }
        default -> Arrays.fill(page, at, at + count, (byte) random.nextInt(3));
      }
      at += count;
    }
    return page;
  }
}
