package dev.stint.executor.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.type.DataType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UserValuesTest {

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("boolean", new Object[] {true, null, false}),
        Arguments.of("tinyint", new Object[] {(byte) -128, null, (byte) 127}),
        Arguments.of("smallint", new Object[] {(short) -32768, null}),
        Arguments.of("int", new Object[] {Integer.MIN_VALUE, null, 7}),
        Arguments.of("bigint", new Object[] {Long.MIN_VALUE, null, Long.MAX_VALUE}),
        Arguments.of("float", new Object[] {1.5f, null, Float.NaN}),
        Arguments.of("double", new Object[] {-0.0, null, Double.POSITIVE_INFINITY}),
        Arguments.of("decimal(9,2)", new Object[] {new BigDecimal("-1234567.89"), null}),
        Arguments.of(
            "decimal(38,3)",
            new Object[] {new BigDecimal("-12345678901234567890123456789012345.678"), null}),
        Arguments.of("string", new Object[] {"", null, "é😀"}),
        Arguments.of(
            "date",
            new Object[] {LocalDate.of(-1, 2, 3), null, LocalDate.MAX.minusYears(999_990_000)}),
        Arguments.of(
            "timestamp", new Object[] {Instant.parse("1969-12-31T23:59:59.999999Z"), null}),
        Arguments.of(
            "timestamp_ntz", new Object[] {LocalDateTime.of(1, 1, 1, 1, 1, 1, 1000), null}),
        Arguments.of("time(6)", new Object[] {LocalTime.of(23, 59, 59, 999_999_000), null}),
        Arguments.of("interval year to month", new Object[] {Period.ofMonths(-13), null}),
        Arguments.of("interval day to second", new Object[] {Duration.ofMillis(-1500), null}));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesComeBackAsTheyWere(String name, Object[] objects) {
    var type = DataType.parse(name);

    assertThat(UserValues.objects(UserValues.vector(objects, type), type)).isEqualTo(objects);
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of("tinyint", 128, "128 is no tinyint"),
        Arguments.of("int", 1L << 31, "2147483648 is no int"),
        Arguments.of("int", 1.0, "it gave a java.lang.Double, which is no int"),
        Arguments.of("float", 1.0, "it gave a java.lang.Double, which is no float"),
        Arguments.of("decimal(3,1)", new BigDecimal("1.25"), "1.25 is no decimal(3,1)"),
        Arguments.of("decimal(3,1)", new BigDecimal("100"), "100 is no decimal(3,1)"),
        Arguments.of("string", 'x', "it gave a java.lang.Character, which is no string"),
        Arguments.of(
            "interval year to month",
            Period.ofDays(1),
            "P1D has days, which is no interval year to month"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatIsNoValueOfTheTypeIsRefused(String name, Object object, String message) {
    assertThatThrownBy(() -> UserValues.vector(new Object[] {object}, DataType.parse(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @MethodSource("widened")
  void whatLosesNothingPasses(String name, Object given, Object value) {
    var type = DataType.parse(name);

    assertThat(UserValues.objects(UserValues.vector(new Object[] {given}, type), type))
        .containsExactly(value);
  }

  static Stream<Arguments> widened() {
    return Stream.of(
        Arguments.of("bigint", (byte) 1, 1L),
        Arguments.of("tinyint", 7L, (byte) 7),
        Arguments.of("double", 1.5f, 1.5),
        Arguments.of("decimal(5,2)", new BigDecimal("1"), new BigDecimal("1.00")));
  }
}
