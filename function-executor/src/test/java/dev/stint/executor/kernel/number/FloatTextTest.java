package dev.stint.executor.kernel.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Java's own `parseDouble` and `parseFloat` are the reference: they are exact.
final class FloatTextTest {

  private static final int NUMBERS = 200_000;

  @Test
  void shortestTextsAreReadBack() {
    var random = new Random(1);
    random.longs(NUMBERS).forEach(bits -> check(Double.toString(Double.longBitsToDouble(bits))));
    random.ints(NUMBERS).forEach(bits -> check(Float.toString(Float.intBitsToFloat(bits))));
    random.doubles(NUMBERS).forEach(value -> check(Double.toString(value * 1000)));
  }

  @Test
  void digitsWithPointsAndExponentsAreReadExactly() {
    var random = new Random(2);
    for (int number = 0; number < NUMBERS; number++) {
      var text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
      int digits = 1 + random.nextInt(25);
      int point = random.nextInt(digits + 1);
      for (int digit = 0; digit < digits; digit++) {
        text.append(digit == point ? "." : "").append(random.nextInt(10));
      }
      if (random.nextBoolean()) {
        text.append(random.nextBoolean() ? "e" : "E").append(random.nextInt(700) - 350);
      }
      check(text.toString());
    }
  }

  /// Where the last bit is hardest to tell: exactly between two neighbours, and beside that.
  @Test
  void middlesBetweenNeighboursAreRoundedToEven() {
    var random = new Random(3);
    for (int number = 0; number < NUMBERS / 20; number++) {
      double value = Math.scalb(1 + random.nextDouble(), random.nextInt(200) - 100);
      checkMiddle(new BigDecimal(value).add(new BigDecimal(Math.nextUp(value))));
      float small = Math.scalb(1 + random.nextFloat(), random.nextInt(60) - 30);
      checkMiddle(new BigDecimal(small).add(new BigDecimal(Math.nextUp(small))));
    }
  }

  private static void checkMiddle(BigDecimal twice) {
    var middle = twice.divide(BigDecimal.TWO);
    check(middle.toString());
    check(middle.toPlainString() + (middle.scale() > 0 ? "" : ".") + "0001");
    check(middle.subtract(middle.ulp()).toString());
    for (int digits = 15; digits <= 20; digits++) {
      check(middle.round(new MathContext(digits)).toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0e5",
        "00012",
        ".5",
        "5.",
        "+7",
        "+1.5e3",
        "1e",
        "1e+",
        "e5",
        ".",
        "",
        "-",
        "+",
        "1..2",
        "1e5.0",
        "--1",
        "1e22",
        "1e23",
        "9007199254740993",
        "9007199254740992.5",
        "4.9e-324",
        "2.4e-324",
        "2.5e-324",
        "2.2250738585072011e-308",
        "2.2250738585072014e-308",
        "1.7976931348623157e308",
        "1.7976931348623159e308",
        "1e400",
        "-1e400",
        "1e-400",
        "1e99999999999",
        "1e-99999999999",
        "3.4028235e38",
        "3.4028236e38",
        "1.4e-45",
        "7e-46",
        "1.17549435e-38",
        "16777217",
        "16777216.5",
        "123456789012345678901234567890",
        "0.000000000000000000000000000000012345678901234567890123",
        "1d",
        "1.5f",
        "0x1p3",
        "1_000",
        "\u0661",
        "NaNa",
        "18446744073709551615",
        "18446744073709551616",
        "9999999999999999999",
        "99999999999999999999999"
      })
  void oddTextsAreReadAsJavaDoes(String text) {
    check(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "+Infinity", "INF", "-inf", "NaN", " nan "})
  void wordsAreSparks(String word) {
    boolean[] failed = new boolean[1];

    double value = parse(word, false, failed);

    assertThat(Double.compare(value, parse(word, true, failed))).isZero();
    assertThat(failed[0]).isFalse();
    assertThat(Double.isFinite(value)).isFalse();
  }

  @Test
  void nearlyAllIsDecidedWithoutMoreDigits() {
    long open =
        Stream.generate(new Random(4)::nextDouble)
            .limit(NUMBERS)
            .map(BigDecimal::valueOf)
            .filter(
                value ->
                    Double.isNaN(
                        EiselLemire.nearestDouble(
                            value.unscaledValue().longValueExact(), -value.scale())))
            .count();

    assertThat(open).isZero();
  }

  private static void check(String text) {
    boolean[] failed = new boolean[2];
    double asDouble = parse(text, false, failed);
    boolean isDouble = !failed[0];
    failed[0] = false;
    double asFloat = parse(text, true, failed);

    assertThat(!failed[0]).as(text).isEqualTo(isDouble);
    if (!isDouble) {
      assertThat(Stream.of(text).filter(FloatTextTest::isNumber)).isEmpty();
      return;
    }
    boolean isAlike =
        Double.doubleToLongBits(asDouble) == Double.doubleToLongBits(Double.parseDouble(text))
            && Double.doubleToLongBits(asFloat) == Double.doubleToLongBits(Float.parseFloat(text));
    // Without a message per number, which would take longer than all the rest.
    if (!isAlike) {
      assertThat(asDouble).as(text).isEqualTo(Double.parseDouble(text));
      assertThat(asFloat).as(text).isEqualTo(Float.parseFloat(text));
    }
  }

  private static boolean isNumber(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static double parse(String text, boolean isFloat, boolean[] failed) {
    byte[] data = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return isFloat
        ? FloatText.parseFloat(data, 1, data.length - 1, failed, 0)
        : FloatText.parseDouble(data, 1, data.length - 1, failed, 0);
  }
}
