package dev.stint.coordinator.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stint.config.job.Trigger;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.shuffle.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Decides what events start, and starts it: each object version and each scheduled time is in one
/// execution of a job, through repeated, reordered and lost events and a death between any two
/// steps, provided that an event is delivered until [#accept] returns. Safe for use by many threads
/// and processes.
public final class TriggerService {

  private final JobRegistry registry;
  private final DeadLetters deadLetters;
  private final Uploads uploads;
  private final Schedules schedules;
  private final InstantSource clock;

  /// What the service needs of its target.
  public record Ports(JobStarter starter, DelayedMessages messages, DeadLetters deadLetters) {}

  /// `workPath` is the target's, without a slash at its end, and `timeZone` the one in which
  /// executions read timestamps. `folders` are the paths, with a slash at the end, of folders that
  /// stand for buckets; all other buckets are S3's.
  public record Settings(String workPath, ZoneId timeZone, Map<String, String> folders) {

    public Settings {
      folders = Map.copyOf(folders);
    }

    /// Where the objects of a bucket are that begin with `key`.
    public String path(String bucket, String key) {
      return folders.getOrDefault(bucket, "s3://" + bucket + "/") + key;
    }
  }

  public TriggerService(ObjectStore store, Settings settings, Ports ports, InstantSource clock) {
    var executions = new Executions(store, settings, ports, clock);
    this.registry = new JobRegistry(store, settings.workPath());
    this.deadLetters = ports.deadLetters();
    this.uploads = new Uploads(store, settings, ports, executions, clock);
    this.schedules = new Schedules(store, settings, ports, executions, clock);
    this.clock = clock;
  }

  /// The message that a scheduled time has come, for [#accept].
  public static byte[] timeCame(String job, int trigger, Instant time) {
    return message(job, trigger, time, TriggerEvent.Punctuality.DUE);
  }

  /// The message that a scheduled time was missed, for [#accept]: it is the newest of those to make
  /// up for.
  public static byte[] timeMissed(String job, int trigger, Instant time) {
    return message(job, trigger, time, TriggerEvent.Punctuality.MISSED);
  }

  private static byte[] message(
      String job, int trigger, Instant time, TriggerEvent.Punctuality punctuality) {
    return Schedules.message(job, trigger, time, punctuality).getBytes(StandardCharsets.UTF_8);
  }

  /// Takes in an event: of S3, of EventBridge, a batch of SQS messages with such events, or one of
  /// Stint's own messages but `{"stint":1,"run":…}`. What cannot be understood becomes a dead
  /// letter.
  ///
  /// @throws RuntimeException when the event is to be delivered again; not for a batch of SQS,
  ///   whose failed messages are in the result
  public Accepted accept(JsonNode event) {
    return accept(EventReader.read(event));
  }

  /// The same, from JSON as text.
  public Accepted accept(byte[] event) {
    return accept(EventReader.read(event));
  }

  private Accepted accept(List<TriggerEvent> events) {
    var decisions = new ArrayList<Decision>();
    var failed = new ArrayList<Accepted.FailedMessage>();
    for (var event : events) {
      if (event instanceof TriggerEvent.Batch(var messages)) {
        for (var message : messages) {
          try {
            decisions.addAll(body(message.body()));
          } catch (RuntimeException e) {
            failed.add(new Accepted.FailedMessage(message.id(), e));
          }
        }
      } else {
        decisions.addAll(decide(event));
      }
    }
    return new Accepted(decisions, failed);
  }

  private List<Decision> body(String text) {
    var accepted = accept(text.getBytes(StandardCharsets.UTF_8));
    if (!accepted.failed().isEmpty()) {
      throw accepted.failed().getFirst().cause();
    }
    return accepted.decisions();
  }

  private List<Decision> decide(TriggerEvent event) {
    return switch (event) {
      case TriggerEvent.Uploaded(var object, var json) -> uploaded(object, json);
      case TriggerEvent.TimeCame time ->
          schedules.timeCame(registry.find(time.job()).orElse(null), time);
      case TriggerEvent.WindowEnded ended ->
          uploads.windows().ended(registry.find(ended.job()).orElse(null), ended);
      case TriggerEvent.Ignored(var text) ->
          List.of(new Decision(Decision.Kind.IGNORED, null, null, text));
      case TriggerEvent.Refused(var reason, var remedy, var json) ->
          List.of(refused(reason, remedy, json));
      case TriggerEvent.Batch _ -> throw new IllegalStateException("a batch in a batch");
    };
  }

  private List<Decision> uploaded(ObjectVersion object, JsonNode event) {
    var decisions = new ArrayList<Decision>();
    var jobs = registry.all();
    for (var job : jobs.jobs()) {
      int trigger = Uploads.triggerOf(job, object);
      if (trigger >= 0) {
        decisions.add(uploads.take(job, trigger, object, event));
      }
    }
    jobs.unreadable()
        .forEach(
            (name, reason) ->
                decisions.add(
                    refused(
                        "job %s cannot be read, and may take %s: %s"
                            .formatted(name, object.uri(), reason),
                        "put the job again, then upload the object again if the job takes it",
                        event)));
    if (decisions.isEmpty()) {
      decisions.add(
          new Decision(
              Decision.Kind.IGNORED, null, null, "no registered job takes " + object.uri()));
    }
    return decisions;
  }

  private Decision refused(String reason, String remedy, JsonNode event) {
    deadLetters.add(new DeadLetter(null, null, null, reason, remedy, clock.instant(), event));
    return new Decision(Decision.Kind.FAILED, null, null, reason);
  }

  /// Starts one scheduled time of a job as its schedule would have, under the same id, also if it
  /// was passed over. Where it says WAITING, an execution of the job is still running, and it is to
  /// be asked for again.
  public Decision backfill(RegisteredJob job, Trigger.Schedule schedule, Instant time) {
    return schedules.backfill(job, schedule, time);
  }

  /// Sends anew what closes the windows of a job that are open, for a target whose messages do not
  /// outlive it.
  public void remind(RegisteredJob job) {
    uploads.windows().remind(job);
  }
}
