package dev.stint.config.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {

  private static final Instant ANCHOR = Instant.parse("2026-01-01T00:00:30Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /// Examples are AWS's own where it gives some.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cron(0 10 * * ? *)             | 2026-01-31T09:59 | 2026-01-31T10:00
          cron(0 10 * * ? *)             | 2026-01-31T10:00 | 2026-02-01T10:00
          cron(15 12 * * ? *)            | 2026-12-31T13:00 | 2027-01-01T12:15
          cron(0 18 ? * MON-FRI *)       | 2026-01-30T18:00 | 2026-02-02T18:00
          cron(0 8 1 * ? *)              | 2026-01-31T00:00 | 2026-02-01T08:00
          cron(0/15 * * * ? *)           | 2026-01-31T10:16 | 2026-01-31T10:30
          cron(*/20 * * * ? *)           | 2026-01-31T10:41 | 2026-01-31T11:00
          cron(5/30 8-9 ? * 2-6 *)       | 2026-01-30T09:35 | 2026-02-02T08:05
          cron(0 10 ? * 6L 2022-2026)    | 2026-01-01T00:00 | 2026-01-30T10:00
          cron(0 10 ? * FRIL *)          | 2026-02-01T00:00 | 2026-02-27T10:00
          cron(0 10 ? * L *)             | 2026-01-26T00:00 | 2026-01-31T10:00
          cron(0 0 L * ? *)              | 2028-02-01T00:00 | 2028-02-29T00:00
          cron(0 0 ? * 3#2 *)            | 2026-01-01T00:00 | 2026-01-13T00:00
          cron(0 0 ? * TUE#5 *)          | 2026-01-01T00:00 | 2026-03-31T00:00
          cron(0 0 15W * ? *)            | 2026-08-01T00:00 | 2026-08-14T00:00
          cron(0 0 15W * ? *)            | 2026-02-01T00:00 | 2026-02-16T00:00
          cron(0 0 1W * ? *)             | 2026-08-01T00:00 | 2026-08-03T00:00
          cron(0 0 31W * ? *)            | 2026-05-01T00:00 | 2026-05-29T00:00
          cron(0 0 29 2 ? *)             | 2026-01-01T00:00 | 2028-02-29T00:00
          cron(0 0 1 JAN,jul ? 2027)     | 2026-01-01T00:00 | 2027-01-01T00:00
          cron(30 6,18 * 1-3/2 ? *)      | 2026-01-31T18:30 | 2026-03-01T06:30
          at(2026-01-31T03:00:00)        | 2026-01-01T00:00 | 2026-01-31T03:00
          """)
  void theNextTimeIsTheFirstAfter(String text, String time, String next) {
    var schedule = ScheduleExpression.parse(text);

    assertThat(schedule.next(utc(time), ZoneOffset.UTC, ANCHOR)).contains(utc(next));
    assertThat(schedule.atOrBefore(utc(next), ZoneOffset.UTC, ANCHOR)).contains(utc(next));
  }

  @Test
  void ratesCountFromTheAnchorInBothDirections() {
    var rate = ScheduleExpression.parse("rate(2 hours)");

    assertThat(rate.next(ANCHOR, BERLIN, ANCHOR)).contains(ANCHOR.plus(Duration.ofHours(2)));
    assertThat(rate.atOrBefore(ANCHOR.minusNanos(1), BERLIN, ANCHOR))
        .contains(ANCHOR.minus(Duration.ofHours(2)));
    assertThat(rate.atOrBefore(ANCHOR, BERLIN, ANCHOR)).contains(ANCHOR);
  }

  @Test
  void aTimeThatSpringLeavesOutIsPassedOver() {
    var schedule = ScheduleExpression.parse("cron(30 2 * * ? *)");

    assertThat(
            schedule.between(
                Instant.parse("2026-03-28T00:00:00Z"),
                Instant.parse("2026-03-31T00:00:00Z"),
                BERLIN,
                ANCHOR,
                10))
        .containsExactly(
            Instant.parse("2026-03-28T01:30:00Z"), Instant.parse("2026-03-30T00:30:00Z"));
  }

  @Test
  void aTimeThatAutumnRepeatsComesOnce() {
    var schedule = ScheduleExpression.parse("cron(30 2 * * ? *)");

    assertThat(
            schedule.between(
                Instant.parse("2026-10-24T12:00:00Z"),
                Instant.parse("2026-10-26T12:00:00Z"),
                BERLIN,
                ANCHOR,
                10))
        .containsExactly(
            Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
  }

  @Test
  void whatIsOverHasNoNextTime() {
    var once = ScheduleExpression.parse("at(2026-01-31T03:00:00)");
    var never = ScheduleExpression.parse("cron(0 0 30 2 ? *)");

    assertThat(once.next(utc("2026-01-31T03:00"), ZoneOffset.UTC, ANCHOR)).isEmpty();
    assertThat(never.next(ANCHOR, ZoneOffset.UTC, ANCHOR)).isEmpty();
    assertThat(never.atOrBefore(ANCHOR, ZoneOffset.UTC, ANCHOR)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "daily",
        "cron(0 10 * * *)",
        "cron(0 10 * * * *)",
        "cron(0 10 ? * ? *)",
        "cron(60 10 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 0 0 * ? *)",
        "cron(0 0 * 13 ? *)",
        "cron(0 0 ? * 8 *)",
        "cron(0 0 ? * MON#6 *)",
        "cron(0 0 LW * ? *)",
        "cron(0 0 * * ? 1969)",
        "cron(5-1 0 * * ? *)",
        "cron(0/0 0 * * ? *)",
        "cron(0,, 0 * * ? *)",
        "cron()",
        "rate(0 minutes)",
        "rate(5 seconds)",
        "rate(5)",
        "at(2026-02-30T00:00:00)",
        "at(tomorrow)"
      })
  void whatIsNoScheduleIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> ScheduleExpression.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'")
        .message()
        .matches("(?s).*(write|must be|cron has six).*");
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  /// Minute by minute, every time that the fields allow is the next of some time and no other is.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nextAndBeforeAgreeWithLookingAtEveryMinute(long seed) {
    var random = new Random(seed);
    int minute = random.nextInt(60);
    int hour = random.nextInt(24);
    int every = 1 + random.nextInt(12);
    var text = "cron(%d %d/%d * * ? *)".formatted(minute, hour % 4, every);
    var schedule = ScheduleExpression.parse(text);
    var zones = List.of(BERLIN, ZoneId.of("America/New_York"), ZoneId.of("Australia/Lord_Howe"));
    var zone = zones.get(random.nextInt(zones.size()));
    var from = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(random.nextInt(360)));
    var to = from.plus(Duration.ofDays(3));

    var expected = new ArrayList<Instant>();
    var seen = new ArrayList<LocalDateTime>();
    var early = from.minus(Duration.ofDays(1));
    for (var time = early; time.isBefore(to); time = time.plus(Duration.ofMinutes(1))) {
      var local = time.atZone(zone).toLocalDateTime();
      boolean isIn =
          local.getMinute() == minute
              && local.getHour() >= hour % 4
              && (local.getHour() - hour % 4) % every == 0;
      // The second of two equal local times is left out.
      if (isIn && !seen.contains(local)) {
        seen.add(local);
        if (!time.isBefore(from)) {
          expected.add(time);
        }
      }
    }

    assertThat(schedule.between(from, to, zone, ANCHOR, 10_000)).isEqualTo(expected);
    for (var time : expected) {
      assertThat(schedule.atOrBefore(time, zone, ANCHOR)).contains(time);
      assertThat(schedule.next(time.minusNanos(1), zone, ANCHOR)).contains(time);
    }
  }

  private static Instant utc(String time) {
    return LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
  }
}
