package dev.stint.coordinator.trigger;

import dev.stint.config.job.RunTimes;
import dev.stint.config.job.Trigger;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Executes scheduled times: each once for each job, whichever of its schedules have it. At a time
/// those before it that were missed are made up for, as many as the schedule allows.
///
/// Where executions must not overlap, a time is passed over at which one runs that began before it;
/// one that began later, since times are being made up for, is waited for.
final class Schedules {

  static final String TRIGGER = "schedule";
  static final String BACKFILL = "backfill";

  /// After how long a time asks again that waits for an execution to end.
  private static final Duration PAUSE = Duration.ofSeconds(20);

  private final Executions executions;
  private final DelayedMessages messages;
  private final RunningLock lock;
  private final InstantSource clock;

  Schedules(
      ObjectStore store,
      TriggerService.Settings settings,
      TriggerService.Ports ports,
      Executions executions,
      InstantSource clock) {
    this.executions = executions;
    this.messages = ports.messages();
    this.lock = new RunningLock(store, settings.workPath());
    this.clock = clock;
  }

  /// A scheduled time has come, and with it perhaps some that were missed.
  List<Decision> timeCame(@Nullable RegisteredJob job, TriggerEvent.TimeCame event) {
    if (job == null) {
      return List.of(ignored(event.job(), "there is no job of that name any more"));
    }
    if (!(job.trigger(event.trigger()) instanceof Trigger.Schedule schedule)) {
      return List.of(ignored(event.job(), "trigger " + event.trigger() + " is no schedule"));
    }
    if (job.isPaused()) {
      return List.of(ignored(event.job(), "the job is paused"));
    }
    var now = clock.instant();
    var asked = event.time() == null || event.time().isAfter(now) ? now : event.time();
    var time = atOrBefore(job, schedule, asked);
    if (time == null || !time.isAfter(job.since())) {
      return List.of(
          ignored(event.job(), "no scheduled time has come since the job was put or resumed"));
    }
    var decisions = new ArrayList<Decision>();
    for (var each : due(job, schedule, time, event.punctuality())) {
      decisions.add(execute(job, event, schedule, each));
    }
    return decisions.isEmpty()
        ? List.of(ignored(event.job(), time + " was missed, and none is made up for"))
        : decisions;
  }

  /// The times to execute at `time`, the oldest first: those right before it of which nothing is
  /// noted, and it. It counts among those that are made up for if it was missed itself, as it was
  /// where another has come after it.
  private Deque<Instant> due(
      RegisteredJob job,
      Trigger.Schedule schedule,
      Instant time,
      TriggerEvent.Punctuality punctuality) {
    var due = new ArrayDeque<Instant>();
    var next = schedule.expression().next(time, schedule.timeZone(), job.registered());
    boolean isMissed =
        punctuality == TriggerEvent.Punctuality.MISSED
            || (next.isPresent() && !next.get().isAfter(clock.instant()));
    int max = schedule.catchUp() + (isMissed ? 0 : 1);
    for (var each = time;
        due.size() < max && each != null && each.isAfter(job.since()) && isNew(job, each, time);
        each = atOrBefore(job, schedule, each.minusNanos(1))) {
      due.addFirst(each);
    }
    return due;
  }

  private boolean isNew(RegisteredJob job, Instant each, Instant time) {
    return each.equals(time)
        || executions.log().find(job.name(), each, idOf(job.name(), each)).isEmpty();
  }

  private Decision execute(
      RegisteredJob job, TriggerEvent.TimeCame event, Trigger.Schedule schedule, Instant time) {
    var id = idOf(job.name(), time);
    var noted = executions.log().find(job.name(), time, id);
    if (noted.isPresent()) {
      return new Decision(Decision.Kind.KNOWN, job.name(), id, time + " was taken care of before");
    }
    var occurrence = occurrence(job, schedule, time, TRIGGER);
    if (schedule.overlap() == Trigger.Overlap.ALLOW) {
      return executions.start(job, occurrence, time.toString());
    }
    var holder = lock.acquire(job.name(), id, clock.instant());
    if (holder.isEmpty()) {
      return executions.start(job, occurrence, time.toString());
    }
    return holder.get().started().isBefore(time)
        ? passOver(job, occurrence, holder.get())
        : postpone(event, occurrence, holder.get());
  }

  private Decision passOver(
      RegisteredJob job, Executions.Occurrence occurrence, RunningLock.Holder holder) {
    var text = "execution %s was running, and overlap is not allowed".formatted(holder.execution());
    executions
        .log()
        .note(
            job.name(),
            new ExecutionLog.Entry(occurrence.id(), occurrence.time(), TRIGGER, 0, text));
    return new Decision(
        Decision.Kind.IGNORED, job.name(), null, occurrence.time() + " is passed over: " + text);
  }

  private Decision postpone(
      TriggerEvent.TimeCame event, Executions.Occurrence occurrence, RunningLock.Holder holder) {
    messages.send(
        message(event.job(), event.trigger(), occurrence.time(), event.punctuality()), PAUSE);
    return new Decision(
        Decision.Kind.WAITING,
        event.job(),
        null,
        "%s waits for execution %s to end".formatted(occurrence.time(), holder.execution()));
  }

  /// Executes a time again that was passed over, or one that never came. Where executions must not
  /// overlap it may have to wait, and is to be asked for again then.
  Decision backfill(RegisteredJob job, Trigger.Schedule schedule, Instant time) {
    var occurrence = occurrence(job, schedule, time, BACKFILL);
    var noted = executions.log().find(job.name(), time, occurrence.id());
    boolean isDone = noted.isPresent() && noted.get().skipped() == null;
    if (isDone || schedule.overlap() == Trigger.Overlap.ALLOW) {
      return executions.start(job, occurrence, time.toString());
    }
    var holder = lock.acquire(job.name(), occurrence.id(), clock.instant());
    return holder
        .map(
            other ->
                new Decision(
                    Decision.Kind.WAITING,
                    job.name(),
                    null,
                    "%s waits for execution %s to end".formatted(time, other.execution())))
        .orElseGet(() -> executions.start(job, occurrence, time.toString()));
  }

  private static Executions.Occurrence occurrence(
      RegisteredJob job, Trigger.Schedule schedule, Instant time, String trigger) {
    var previous = atOrBefore(job, schedule, time.minusNanos(1));
    var zone = schedule.timeZone();
    return new Executions.Occurrence(
        idOf(job.name(), time),
        trigger,
        time,
        new RunTimes(time.atZone(zone), previous == null ? null : previous.atZone(zone)),
        Map.of(),
        Map.of());
  }

  /// The same for every schedule of a job that has the time.
  static String idOf(String job, Instant time) {
    return Hash.of(job, TRIGGER, time.toString());
  }

  private static @Nullable Instant atOrBefore(
      RegisteredJob job, Trigger.Schedule schedule, Instant time) {
    return schedule
        .expression()
        .atOrBefore(time, schedule.timeZone(), job.registered())
        .orElse(null);
  }

  static String message(
      String job, int trigger, Instant time, TriggerEvent.Punctuality punctuality) {
    var message = StoredJson.object();
    message.remove("version");
    var schedule =
        message
            .put("stint", DeadLetter.VERSION)
            .putObject("schedule")
            .put("job", job)
            .put("trigger", trigger)
            .put("time", time.toString());
    if (punctuality == TriggerEvent.Punctuality.MISSED) {
      schedule.put("missed", true);
    }
    return message.toString();
  }

  private static Decision ignored(String job, String text) {
    return new Decision(Decision.Kind.IGNORED, job, null, text);
  }
}
