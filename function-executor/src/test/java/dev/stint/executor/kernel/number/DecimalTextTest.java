package dev.stint.executor.kernel.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.kernel.decimal.Decimals;
import dev.stint.executor.kernel.decimal.Int128;
import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [BigDecimal] is the reference.
final class DecimalTextTest {

  private static final int NUMBERS = 300_000;

  @Test
  void numbersOfAllLengthsAreReadExactly() {
    var random = new Random(1);
    for (int number = 0; number < NUMBERS; number++) {
      int precision = 1 + random.nextInt(DataType.MAX_DECIMAL_PRECISION);
      check(number(random), DataType.decimal(precision, random.nextInt(precision + 1)));
    }
  }

  private static String number(Random random) {
    var text = new StringBuilder();
    text.append(random.nextInt(4) == 0 ? (random.nextBoolean() ? "-" : "+") : "");
    int digits = 1 + random.nextInt(40);
    int point = random.nextInt(digits + 2);
    int zeros = random.nextInt(3) == 0 ? random.nextInt(digits) : 0;
    for (int digit = 0; digit < digits; digit++) {
      text.append(digit == point ? "." : "").append(digit < zeros ? 0 : random.nextInt(10));
    }
    text.append(digits == point ? "." : "");
    return text.append(random.nextInt(10) == 0 ? "e" + (random.nextInt(30) - 15) : "").toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        ".5",
        "5.",
        "",
        ".",
        "-",
        "+",
        "1e3",
        "1e",
        "--1",
        "1..2",
        "1 2",
        "x",
        "\u0661",
        "1e99999",
        "1e-99999",
        "9999999999999999999",
        "-9999999999999999999",
        "10000000000000000000",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999999999999999999",
        "-99999999999999999999999999999999999999",
        "100000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000001",
        "170141183460469231731687303715884105728",
        "0.99999999999999999999999999999999999999"
      })
  void oddTextsAreReadAsJavaDoes(String text) {
    for (int precision : new int[] {1, 9, 18, 19, 20, 37, 38}) {
      for (int scale : new int[] {0, 1, precision / 2, precision}) {
        check(text, DataType.decimal(precision, scale));
      }
    }
  }

  private static void check(String text, DataType type) {
    byte[] data = ("< " + text + " >").getBytes(StandardCharsets.UTF_8);
    long[] high = new long[1];
    long[] low = new long[1];

    boolean isRead = DecimalText.parse(data, 1, data.length - 1, type, high, low, 0);

    var expected = expected(text, type);
    if (isRead != (expected != null)) {
      assertThat(isRead).as("%s as %s", text, type).isEqualTo(expected != null);
    }
    if (expected != null && !Int128.toBigInteger(high[0], low[0]).equals(expected)) {
      assertThat(Int128.toBigInteger(high[0], low[0]))
          .as("%s as %s", text, type)
          .isEqualTo(expected);
    }
  }

  private static @Nullable BigInteger expected(String text, DataType type) {
    try {
      var rounded = Decimals.rescale(new BigDecimal(text), type);
      return rounded == null ? null : rounded.unscaledValue();
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
