package dev.stint.coordinator.trigger;

import dev.stint.config.job.JobException;
import dev.stint.config.job.RunTimes;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// Starts executions, each once: it is in the job log, then it is started, then that is noted. A
/// death between any two of these is mended when the event comes again.
final class Executions {

  private final JobLog jobLog;
  private final ExecutionLog log;
  private final TriggerService.Ports ports;
  private final ZoneId timeZone;
  private final InstantSource clock;

  Executions(
      ObjectStore store,
      TriggerService.Settings settings,
      TriggerService.Ports ports,
      InstantSource clock) {
    this.jobLog = new JobLog(store, settings.workPath());
    this.log = new ExecutionLog(store, settings.workPath());
    this.ports = ports;
    this.timeZone = settings.timeZone();
    this.clock = clock;
  }

  /// What is to be executed once: under an id that follows from what happened, at the time at which
  /// it did, with the files that came, and by their paths the ETags of their versions where known.
  record Occurrence(
      String id,
      String trigger,
      Instant time,
      RunTimes times,
      Map<String, List<String>> files,
      Map<String, String> eTags) {

    int fileCount() {
      return files.values().stream().mapToInt(List::size).sum();
    }
  }

  ExecutionLog log() {
    return log;
  }

  /// Starts an execution unless it has been started; one whose time was passed over is not.
  Decision start(RegisteredJob job, Occurrence occurrence, String what) {
    var noted = log.find(job.name(), occurrence.time(), occurrence.id());
    return noted.isPresent() && noted.get().skipped() == null
        ? decision(Decision.Kind.KNOWN, job, occurrence, what + " was started before")
        : startAnyway(job, occurrence, what);
  }

  private Decision startAnyway(RegisteredJob job, Occurrence occurrence, String what) {
    try {
      var request =
          job.request(
              occurrence.id(),
              occurrence.trigger(),
              occurrence.times(),
              occurrence.files(),
              occurrence.eTags());
      // Noted otherwise means that the job was put anew meanwhile: the first request stands.
      jobLog.begin(request, timeZone);
    } catch (JobException e) {
      return failed(job, occurrence, FailureKind.USER, String.valueOf(e.getMessage()));
    } catch (StintException e) {
      if (e.kind() == FailureKind.TRANSIENT) {
        throw e;
      }
      return failed(job, occurrence, e.kind(), String.valueOf(e.getMessage()));
    }
    ports.starter().start(occurrence.id());
    note(job, occurrence);
    return decision(Decision.Kind.STARTED, job, occurrence, what);
  }

  private Decision failed(
      RegisteredJob job, Occurrence occurrence, FailureKind kind, String message) {
    var now = clock.instant();
    ports
        .deadLetters()
        .add(DeadLetter.of(job.name(), occurrence.id(), occurrence.trigger(), kind, message, now));
    log.noteEnd(
        job.name(),
        occurrence.id(),
        new ExecutionLog.End(ExecutionLog.Outcome.FAILED, message, now));
    note(job, occurrence);
    return decision(Decision.Kind.FAILED, job, occurrence, message);
  }

  private void note(RegisteredJob job, Occurrence occurrence) {
    log.note(
        job.name(),
        new ExecutionLog.Entry(
            occurrence.id(),
            occurrence.time(),
            occurrence.trigger(),
            occurrence.fileCount(),
            null));
  }

  private static Decision decision(
      Decision.Kind kind, RegisteredJob job, Occurrence occurrence, String text) {
    return new Decision(kind, job.name(), occurrence.id(), text);
  }
}
