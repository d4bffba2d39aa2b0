package dev.stint.coordinator.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stint.config.job.Trigger;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.coordinator.session.Session;
import dev.stint.coordinator.trigger.ExecutionLog;
import dev.stint.coordinator.trigger.TriggerService;
import dev.stint.plan.failure.StintException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Serves the triggers of a session's registered jobs: watches, and lets the trigger service
/// decide. [#tick] is called again and again by one thread.
public final class LocalTriggers {

  /// How many of a job's newest executions are looked at for those that were interrupted.
  private static final int MAX_INTERRUPTED = 50;

  /// What is served.
  public enum Kind {
    UPLOADS,
    SCHEDULES
  }

  /// `folders` stand for buckets, as in [TriggerService.Settings]; files are taken when they have
  /// not been written for `settleTime`.
  public record Settings(Set<Kind> kinds, Map<String, String> folders, Duration settleTime) {

    public Settings {
      kinds = Set.copyOf(kinds);
      folders = Map.copyOf(folders);
    }
  }

  private final Session session;
  private final Settings settings;
  private final SessionStarter starter;
  private final WatchListener listener;
  private final InstantSource clock;
  private final JobRegistry registry;
  private final ExecutionLog log;
  private final TriggerService service;
  private final LaterMessages messages;
  private final UploadScan scan;
  private final ScheduleClock schedules = new ScheduleClock();
  private final Set<String> buckets = new HashSet<>();

  /// `starter` runs executions in the same session.
  public LocalTriggers(
      Session session,
      SessionStarter starter,
      Settings settings,
      WatchListener listener,
      InstantSource clock) {
    var store = session.store();
    var workPath = session.workPath();
    var triggerSettings =
        new TriggerService.Settings(workPath, session.timeZone(), settings.folders());
    this.session = session;
    this.starter = starter;
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    this.registry = new JobRegistry(store, workPath);
    this.log = new ExecutionLog(store, workPath);
    this.messages = new LaterMessages(clock);
    this.service =
        new TriggerService(
            store,
            triggerSettings,
            new TriggerService.Ports(starter, messages, starter.deadLetters()),
            clock);
    this.scan = new UploadScan(store, triggerSettings, settings.settleTime());
  }

  /// Goes on with what an earlier process left: executions that have not ended, windows that are
  /// open.
  public void recover() {
    for (var job : registry.all().jobs()) {
      service.remind(job);
      for (var entry : log.latest(job.name(), MAX_INTERRUPTED).reversed()) {
        if (entry.skipped() == null && log.end(job.name(), entry.execution()).isEmpty()) {
          starter.goOn(job.name(), entry.execution());
        }
      }
    }
  }

  /// Takes what has come since the last time.
  public void tick() {
    for (var message : messages.takeDue()) {
      if (!accept(message.getBytes(StandardCharsets.UTF_8))) {
        messages.send(message, Duration.ofSeconds(5));
      }
    }
    var jobs = registry.all();
    jobs.unreadable()
        .forEach((name, reason) -> listener.delayed("job " + name + " is left out: " + reason));
    if (settings.kinds().contains(Kind.UPLOADS)) {
      takeUploads(jobs.jobs());
    }
    if (settings.kinds().contains(Kind.SCHEDULES)) {
      for (var time : schedules.come(jobs.jobs(), clock.instant())) {
        if (!accept(time.message())) {
          schedules.forget(time);
        }
      }
    }
  }

  private void takeUploads(List<RegisteredJob> jobs) {
    for (var job : jobs) {
      for (var trigger : job.triggers()) {
        if (trigger instanceof Trigger.S3Upload upload
            && !settings.folders().containsKey(upload.bucket())
            && buckets.add(upload.bucket())) {
          session.prepareOutput("s3://" + upload.bucket() + "/");
        }
      }
    }
    for (var found : scan.look(jobs, clock.instant())) {
      if (accept(found.event())) {
        scan.taken(found);
      }
    }
  }

  private boolean accept(byte[] event) {
    return attempt(() -> service.accept(event).decisions().forEach(listener::decided));
  }

  private boolean accept(JsonNode event) {
    return attempt(() -> service.accept(event).decisions().forEach(listener::decided));
  }

  private boolean attempt(Runnable action) {
    try {
      action.run();
      return true;
    } catch (StintException e) {
      listener.delayed(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /// Whether nothing is under way and nothing waits for its time.
  public boolean isIdle() {
    return starter.isIdle() && messages.isEmpty() && !scan.isUnsettled();
  }
}
