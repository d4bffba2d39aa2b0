package dev.stint.executor.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesSearchTest {

  @ParameterizedTest
  @CsvSource({"2, 8, 30", "3, 5, 60", "26, 3, 100", "2, 200, 400"})
  void partsAreFoundWhereTheJdkFindsThem(int letters, int longestPart, int longestText) {
    var random = new Random(20260501);
    int found = 0;
    for (int round = 0; round < 5000; round++) {
      var text = word(random, letters, random.nextInt(longestText + 1));
      // Half of the parts are taken from the text.
      int length = random.nextInt(Math.min(longestPart, text.length()) + 1);
      int at = random.nextInt(text.length() - length + 1);
      var part =
          random.nextBoolean() ? text.substring(at, at + length) : word(random, letters, length);
      byte[] data = ("xx" + text + part).getBytes(StandardCharsets.ISO_8859_1);
      byte[] sought = part.getBytes(StandardCharsets.ISO_8859_1);
      int expected = text.indexOf(part) < 0 ? -1 : 2 + text.indexOf(part);

      assertThat(new BytesSearch(sought).indexOf(data, 2, 2 + text.length()))
          .as("%s in %s", part, text)
          .isEqualTo(expected);
      assertThat(BytesSearch.indexOf(sought, data, 2, 2 + text.length())).isEqualTo(expected);
      found += expected < 0 ? 0 : 1;
    }
    assertThat(found).isBetween(1000, 4990);
  }

  @Test
  void bytesAboveTheLettersAreNoOthers() {
    byte[] part = {(byte) 0xC3, (byte) 0xA9, 't', (byte) 0xC3, (byte) 0xA9};
    byte[] data = "l’été, l'été".getBytes(StandardCharsets.UTF_8);

    assertThat(new BytesSearch(part).indexOf(data, 0, data.length)).isEqualTo(4);
    assertThat(new BytesSearch(part).indexOf(data, 5, data.length)).isEqualTo(13);
  }

  @Test
  void partsMayEndWithTheArrayAndNeverBeyondTheText() {
    byte[] data = "special requests, special deposits".getBytes(StandardCharsets.UTF_8);
    var search = new BytesSearch("deposits".getBytes(StandardCharsets.UTF_8));

    assertThat(search.indexOf(data, 0, data.length)).isEqualTo(26);
    assertThat(search.indexOf(data, 26, data.length)).isEqualTo(26);
    assertThat(search.indexOf(data, 27, data.length)).isEqualTo(-1);
    assertThat(search.indexOf(data, 0, data.length - 1)).isEqualTo(-1);
    assertThat(search.indexOf(data, 0, 3)).isEqualTo(-1);
  }

  private static String word(Random random, int letters, int length) {
    var word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(letters)));
    }
    return word.toString();
  }
}
