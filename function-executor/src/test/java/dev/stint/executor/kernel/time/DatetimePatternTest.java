package dev.stint.executor.kernel.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.fixture.Texts;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatetimePatternTest {

  private static final int ROWS = 500;
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yyyy-MM-dd HH:mm:ss",
        "dd/MM/yyyy HH.mm",
        "yyyyMMddHHmmss",
        "yyyy-MM-dd HH:mm:ss.SSS",
        "MMM d, yyyy h:mm:ss a",
        "yyyy-DDD HH",
      })
  void agreesWithJavaTime(String text) {
    var reference = DateTimeFormatter.ofPattern(text.replace('y', 'u'), Locale.US);
    var pattern = DatetimePattern.of(text);
    var random = new Random(text.hashCode());
    long[] values =
        random.longs(ROWS, -70_000_000_000_000_000L, 200_000_000_000_000_000L).toArray();

    var texts = pattern.format(new LongVector(ROWS, values, null), DataType.TIMESTAMP_NTZ, ZONE);
    var readBack = pattern.parse(texts, DataType.TIMESTAMP_NTZ, ZONE, new boolean[ROWS]);

    for (int row = 0; row < ROWS; row++) {
      var reading = reading(values[row]);
      assertThat(texts.string(row)).isEqualTo(reference.format(reading));
      assertThat(reading(readBack.values()[row]))
          .isEqualTo(
              LocalDateTime.parse(
                  reference.format(reading),
                  new DateTimeFormatterBuilder()
                      .append(reference)
                      .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                      .toFormatter(Locale.US)));
    }
  }

  private static LocalDateTime reading(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(ZoneOffset.UTC).toLocalDateTime();
  }

  @Test
  void textInAnotherFormFails() {
    boolean[] failed = new boolean[5];

    DatetimePattern.of("yyyy-MM-dd")
        .parse(
            Texts.of("2020-02-29", "2020-02-30", "2020-2-29", "2020-02-29 ", "20x0-02-29"),
            DataType.DATE,
            ZONE,
            failed);

    assertThat(failed).containsExactly(false, true, true, true, true);
  }

  @Test
  void unknownLettersAreTheUsersError() {
    assertThatThrownBy(() -> DatetimePattern.of("YYYY-MM-dd"))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("'Y'");
  }
}
