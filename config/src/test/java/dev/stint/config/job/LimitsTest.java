package dev.stint.config.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

  @ParameterizedTest
  @CsvSource({
    "45s, PT45S",
    "30m, PT30M",
    "2h, PT2H",
    "1h30m, PT1H30M",
    "90m, PT1H30M",
    "1d12h, PT36H",
    "1d2h3m4s, PT26H3M4S",
    "0h5m, PT5M"
  })
  void aDurationIsDaysHoursMinutesAndSeconds(String text, Duration duration) {
    assertThat(Limits.parseDuration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "30", "0m", "-5m", "5M", "m", "30m2h", "1.5h", "1h 30m", "PT5M", "9999999s"})
  void whatIsNoDurationIsRefused(String text) {
    assertThatThrownBy(() -> Limits.parseDuration(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is not a duration; write one such as 90s, 30m, 2h or 1h30m".formatted(text));
  }

  @Test
  void onlyWhatIsGivenOverrides() {
    var job = new Limits(new BigDecimal("0.50"), Duration.ofMinutes(5), null);

    assertThat(job.overriddenBy(Limits.NONE)).isEqualTo(job);
    assertThat(job.overriddenBy(new Limits(null, Duration.ofHours(1), 3)))
        .isEqualTo(new Limits(new BigDecimal("0.50"), Duration.ofHours(1), 3));
  }
}
