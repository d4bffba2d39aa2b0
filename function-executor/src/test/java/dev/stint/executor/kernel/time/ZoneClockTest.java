package dev.stint.executor.kernel.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZoneClockTest {

  private static final long SECONDS = 12_000_000_000L;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "+05:30",
        "Europe/Paris",
        "America/New_York",
        "Asia/Tokyo",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Gaza",
        "Pacific/Apia",
        "America/Sao_Paulo"
      })
  void agreesWithJavaTime(String name) {
    var zone = ZoneId.of(name);
    var clock = new ZoneClock(zone);
    var random = new Random(name.hashCode());
    for (int i = 0; i < 20_000; i++) {
      boolean isNearby = i % 2 == 0;
      long second = isNearby ? 1_500_000_000L + i * 1800L : random.nextLong(-SECONDS, SECONDS);
      long micros = second * 1_000_000 + 1;
      var reading = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
      var instant = Instant.ofEpochSecond(second);

      assertThat(clock.toInstant(micros))
          .as("%s in %s", reading, name)
          .isEqualTo(reading.atZone(zone).toEpochSecond() * 1_000_000 + 1);
      assertThat(clock.toLocal(micros))
          .as("%s in %s", instant, name)
          .isEqualTo(
              (second + zone.getRules().getOffset(instant).getTotalSeconds()) * 1_000_000 + 1);
    }
  }
}
