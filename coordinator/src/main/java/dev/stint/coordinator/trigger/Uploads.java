package dev.stint.coordinator.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stint.config.job.RunTimes;
import dev.stint.config.job.Trigger;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.shuffle.store.ObjectStore;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// Takes uploaded objects in: each version once for each job, by the first of the job's triggers
/// that takes its key.
final class Uploads {

  static final String TRIGGER = "s3";

  private final ObjectStore store;
  private final TriggerService.Settings settings;
  private final DeadLetters deadLetters;
  private final Executions executions;
  private final Windows windows;
  private final InstantSource clock;

  Uploads(
      ObjectStore store,
      TriggerService.Settings settings,
      TriggerService.Ports ports,
      Executions executions,
      InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.deadLetters = ports.deadLetters();
    this.executions = executions;
    this.windows = new Windows(store, settings, ports, executions, clock);
    this.clock = clock;
  }

  Windows windows() {
    return windows;
  }

  /// Whether a job takes an object, and by which trigger.
  static int triggerOf(RegisteredJob job, ObjectVersion object) {
    for (int i = 0; i < job.triggers().size(); i++) {
      if (job.triggers().get(i) instanceof Trigger.S3Upload upload
          && upload.bucket().equals(object.bucket())
          && upload.takes(object.key())) {
        return i;
      }
    }
    return -1;
  }

  Decision take(RegisteredJob job, int trigger, ObjectVersion object, JsonNode event) {
    var upload = (Trigger.S3Upload) job.triggers().get(trigger);
    var hash = Hash.of(job.name(), "upload", object.identity());
    var path = settings.path(object.bucket(), object.key());
    boolean isWindowed = !upload.window().isZero();
    if (isWindowed && windows.knows(job, hash)) {
      return windows.join(job, trigger, upload, hash, path, object.eTag());
    }
    var known = executions.log().find(job.name(), object.time(), hash);
    if (known.isPresent()) {
      return new Decision(
          Decision.Kind.KNOWN, job.name(), hash, object.uri() + " was taken in before");
    }
    if (job.isPaused()) {
      return ignored(job, object, "the job is paused");
    }
    return switch (ObjectCheck.of(store, path, object.eTag())) {
      case HIDDEN -> ignored(job, object, "names that begin with _ or . are hidden");
      case EMPTY -> ignored(job, object, "it is empty");
      case REPLACED ->
          ignored(job, object, "it was replaced since, and the newer one has an event of its own");
      case GONE -> gone(job, object, event);
      case THERE ->
          isWindowed
              ? windows.join(job, trigger, upload, hash, path, object.eTag())
              : start(job, upload, hash, path, object);
    };
  }

  private Decision start(
      RegisteredJob job, Trigger.S3Upload upload, String hash, String path, ObjectVersion object) {
    return executions.start(
        job,
        new Executions.Occurrence(
            hash,
            TRIGGER,
            object.time(),
            RunTimes.at(object.time().atZone(ZoneOffset.UTC)),
            Map.of(upload.input(), List.of(path)),
            object.eTag() == null ? Map.of() : Map.of(path, object.eTag())),
        object.uri());
  }

  private Decision gone(RegisteredJob job, ObjectVersion object, JsonNode event) {
    var reason = object.uri() + " was uploaded and is not there any more";
    deadLetters.add(
        new DeadLetter(
            job.name(),
            null,
            TRIGGER,
            reason,
            "upload it again if it is still wanted, and delete no object before its execution has"
                + " ended",
            clock.instant(),
            event));
    return new Decision(Decision.Kind.FAILED, job.name(), null, reason);
  }

  private static Decision ignored(RegisteredJob job, ObjectVersion object, String why) {
    return new Decision(
        Decision.Kind.IGNORED, job.name(), null, object.uri() + " starts nothing: " + why);
  }
}
