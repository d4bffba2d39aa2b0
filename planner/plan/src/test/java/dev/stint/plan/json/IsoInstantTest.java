package dev.stint.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoInstantTest {

  @Test
  void readsWhatInstantsGiveOfThemselves() {
    var random = new Random(29);
    for (int i = 0; i < 5_000; i++) {
      int nanos =
          switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1_000) * 1_000_000;
            default -> random.nextInt(1_000_000_000);
          };
      var instant =
          Instant.ofEpochSecond(random.nextLong(-99_999_999_999L, 300_000_000_000L), nanos);

      assertThat(IsoInstant.parse(instant.toString())).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T23:59:59.1Z",
        "2024-02-29T12:00:00+01:00",
        "+12024-02-29T12:00:00Z",
        "2024-02-29T24:00:00Z",
        "2023-01-01T12:00:00.Z",
        "2016-12-31T23:59:60Z",
      })
  void readsAllThatInstantsRead(String text) {
    assertThat(IsoInstant.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2023-02-29T12:00:00Z",
        "2023-13-01T12:00:00Z",
        "2023-01-01T12:60:00Z",
        "2023-01-01T12:00:00.1234567890Z",
        "2023-01-01T12:00:00",
        "2023-01-01 12:00:00Z",
        "2023-01-0xT12:00:00Z",
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> IsoInstant.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
