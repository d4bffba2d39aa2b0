package dev.stint.coordinator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleClockTest {

  private static final Instant START = Instant.parse("2026-01-31T03:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final ScheduleClock clock = new ScheduleClock();

  private static List<RegisteredJob> hourly(int catchUp) {
    var text =
        """
        name: hourly
        sql: SELECT 1 AS id
        output: {path: "s3://lake/out/", mode: append}
        triggers:
          - schedule: {expression: rate(1 hour), catchUp: %d}
        """
            .formatted(catchUp);
    var registry = new JobRegistry(new InMemoryObjectStore(), "s3://work");
    return List.of(registry.put("job.yaml", text, Map.of(), START));
  }

  private static ScheduleClock.Time time(int hour, boolean isMissed) {
    return new ScheduleClock.Time("hourly", 0, START.plus(HOUR.multipliedBy(hour)), isMissed);
  }

  private static Instant after(int hours) {
    return START.plus(HOUR.multipliedBy(hours)).plusSeconds(60);
  }

  @Test
  void theNewestPastTimeWasMissedAndThoseAfterItCome() {
    var jobs = hourly(1);

    assertThat(clock.come(jobs, after(3))).containsExactly(time(3, true));
    assertThat(clock.come(jobs, after(3).plusSeconds(1))).isEmpty();
    assertThat(clock.come(jobs, after(4))).containsExactly(time(4, false));
  }

  @Test
  void withoutCatchUpNoPastTimeIsTold() {
    var jobs = hourly(0);

    assertThat(clock.come(jobs, after(3))).isEmpty();
    assertThat(clock.come(jobs, after(4))).containsExactly(time(4, false));
  }

  @Test
  void whatCouldNotBeDealtWithIsToldAgainAsItWas() {
    var missed = hourly(1);
    clock.come(missed, after(3)).forEach(clock::forget);
    assertThat(clock.come(missed, after(3))).containsExactly(time(3, true));

    var other = new ScheduleClock();
    var jobs = hourly(0);
    other.come(jobs, after(3));
    other.come(jobs, after(4)).forEach(other::forget);
    assertThat(other.come(jobs, after(4))).containsExactly(time(4, false));
  }
}
