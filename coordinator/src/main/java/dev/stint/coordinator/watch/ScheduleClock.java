package dev.stint.coordinator.watch;

import dev.stint.config.job.Trigger;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.coordinator.trigger.TriggerService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells which scheduled times have come since it was last asked. At first it tells the newest time
/// of each schedule that is past as missed, where missed times are made up for. One thread.
final class ScheduleClock {

  private final Map<Key, Instant> told = new HashMap<>();

  private record Key(String job, int trigger, Trigger.Schedule schedule) {

    boolean isOf(Time time) {
      return job.equals(time.job()) && trigger == time.trigger();
    }
  }

  /// A scheduled time of a job.
  record Time(String job, int trigger, Instant time, boolean isMissed) {

    /// The message of it to the trigger service.
    byte[] message() {
      return isMissed
          ? TriggerService.timeMissed(job, trigger, time)
          : TriggerService.timeCame(job, trigger, time);
    }
  }

  List<Time> come(List<RegisteredJob> jobs, Instant now) {
    var times = new ArrayList<Time>();
    for (var job : jobs) {
      for (int i = 0; i < job.triggers().size(); i++) {
        if (job.triggers().get(i) instanceof Trigger.Schedule schedule && !job.isPaused()) {
          come(job, i, schedule, now).ifPresent(times::add);
        }
      }
    }
    return times;
  }

  private Optional<Time> come(
      RegisteredJob job, int trigger, Trigger.Schedule schedule, Instant now) {
    var newest =
        schedule
            .expression()
            .atOrBefore(now, schedule.timeZone(), job.registered())
            .filter(time -> time.isAfter(job.since()));
    var key = new Key(job.name(), trigger, schedule);
    var before = told.put(key, newest.orElse(Instant.MIN));
    boolean isFirst = before == null;
    return newest
        .filter(time -> isFirst ? schedule.catchUp() > 0 : time.isAfter(before))
        .map(time -> new Time(job.name(), trigger, time, isFirst));
  }

  /// A time could not be dealt with: it is told again.
  void forget(Time time) {
    told.entrySet().removeIf(entry -> time.isMissed() && entry.getKey().isOf(time));
    told.replaceAll((key, before) -> key.isOf(time) ? time.time().minusNanos(1) : before);
  }
}
