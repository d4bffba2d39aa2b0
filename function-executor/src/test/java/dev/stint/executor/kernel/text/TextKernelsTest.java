package dev.stint.executor.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.fixture.Texts;
import dev.stint.executor.kernel.number.LongSet;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Kernels over UTF-8 against `java.lang.String`.
final class TextKernelsTest {

  private static final int ROWS = 100;
  private static final String ALPHABET = "aB zé ßЖ中😀_";

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void stringsAreCountedInCodePoints(long seed) {
    var random = new Random(seed);
    var strings = strings(random);
    var texts = Texts.of(strings);
    var positions = numbers(random);
    var lengths = numbers(random);
    var units = Substrings.Units.CODE_POINTS;

    var parts = Substrings.substring(texts, positions, lengths, units);
    var left = Substrings.left(texts, lengths, units);
    var right = Substrings.right(texts, lengths, units);
    var counts = Substrings.length(texts, units);
    for (int row = 0; row < ROWS; row++) {
      int[] codePoints = strings[row].codePoints().toArray();
      long position = positions.values()[row];
      long length = lengths.values()[row];
      long first = position > 0 ? position - 1 : position == 0 ? 0 : codePoints.length + position;
      assertThat(parts.string(row)).isEqualTo(cut(codePoints, first, first + length));
      assertThat(left.string(row)).isEqualTo(cut(codePoints, 0, length));
      assertThat(right.string(row))
          .isEqualTo(cut(codePoints, codePoints.length - Math.max(0, length), codePoints.length));
      assertThat(counts.values()[row]).isEqualTo(codePoints.length);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void caseAndBlanksFollowTheJdk(long seed) {
    var strings = strings(new Random(seed));
    var texts = Texts.of(strings);

    var upper = TextCase.upper(texts);
    var lower = TextCase.lower(texts);
    var trimmed = Trim.trim(texts, null, Trim.Ends.BOTH);
    var reversed = TextEdit.reverse(texts);
    for (int row = 0; row < ROWS; row++) {
      assertThat(upper.string(row)).isEqualTo(strings[row].toUpperCase(Locale.ROOT));
      assertThat(lower.string(row)).isEqualTo(strings[row].toLowerCase(Locale.ROOT));
      assertThat(trimmed.string(row)).isEqualTo(strings[row].replaceAll("^ +| +$", ""));
      assertThat(reversed.string(row))
          .isEqualTo(new StringBuilder(strings[row]).reverse().toString());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void partsAreFoundWhereTheJdkFindsThem(long seed) {
    var random = new Random(seed);
    var strings = strings(random);
    var parts = strings(random);
    var texts = Texts.of(strings);
    for (int row = 0; row < ROWS; row++) {
      parts[row] =
          parts[row].substring(
              0,
              parts[row].offsetByCodePoints(
                  0, Math.min(2, parts[row].codePointCount(0, parts[row].length()))));
      byte[] part = parts[row].getBytes(StandardCharsets.UTF_8);
      int start = texts.starts()[row];
      int end = start + texts.lengths()[row];

      int found = new BytesSearch(part).indexOf(texts.data(), start, end);

      assertThat(found).isEqualTo(BytesSearch.indexOf(part, texts.data(), start, end));
      assertThat(found >= 0).isEqualTo(strings[row].contains(parts[row]));
      assertThat(LikeMatcher.prefix(part).matches(texts.data(), start, end))
          .isEqualTo(strings[row].startsWith(parts[row]));
      assertThat(LikeMatcher.suffix(part).matches(texts.data(), start, end))
          .isEqualTo(strings[row].endsWith(parts[row]));
    }
    var located = TextEdit.locate(new Vector[] {Texts.of(parts), texts}, ROWS);
    for (int row = 0; row < ROWS; row++) {
      int index = strings[row].indexOf(parts[row]);
      assertThat(located.values()[row])
          .isEqualTo(index < 0 ? 0 : strings[row].codePointCount(0, index) + 1);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void setsHoldTheirOptionsOnly(long seed) {
    var random = new Random(seed);
    long[] options = random.longs(1 + random.nextInt(40), -20, 20).toArray();
    var set = new LongSet(options);
    for (long value = -25; value < 25; value++) {
      long sought = value;
      assertThat(set.contains(value))
          .isEqualTo(LongStream.of(options).anyMatch(option -> option == sought));
    }
  }

  private static String cut(int[] codePoints, long from, long to) {
    int start = Math.clamp(from, 0, codePoints.length);
    int end = Math.clamp(to, start, Math.max(start, codePoints.length));
    return new String(codePoints, start, end - start);
  }

  private static String[] strings(Random random) {
    int[] alphabet = ALPHABET.codePoints().toArray();
    var strings = new String[ROWS];
    for (int row = 0; row < ROWS; row++) {
      boolean isAscii = random.nextBoolean();
      var text = new StringBuilder();
      for (int i = random.nextInt(14); i > 0; i--) {
        text.appendCodePoint(alphabet[random.nextInt(isAscii ? 4 : alphabet.length)]);
      }
      strings[row] = text.toString();
    }
    return strings;
  }

  private static LongVector numbers(Random random) {
    return new LongVector(ROWS, random.longs(ROWS, -6, 9).toArray(), null);
  }
}
