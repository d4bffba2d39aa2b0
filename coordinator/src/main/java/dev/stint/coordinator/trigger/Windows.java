package dev.stint.coordinator.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stint.config.job.Trigger;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers the objects that come within a time into one execution. Below a job's folder in the
/// registry a window `<trigger>-<n>` is made of objects that are written once and in this order:
///
///     windows/<window>.open       its end and the input, by the first object that needs it
///     windows/<window>.timed      the message that will close it is on its way
///     uploads/<hash>/<hop>        which window an object is in; hop 1 is after a missed first one
///     windows/<window>/<hash>     the object
///     windows/<window>.closing    no object is put into it from here on and counts
///     windows/<window>.closed     the objects that it has: all that a listing after `closing` shows
///
/// An object that is put before `closing` is written is in the listing. One that finds `closing`
/// after it was put may be or not: it waits for `closed`, by finishing the closing itself, and where
/// it is not in there goes on to the next window. So each object is in one `closed`.
final class Windows {

  private static final int MAX_HOPS = 100;

  private final ObjectStore store;
  private final StoredJson json;
  private final JobRegistry registry;
  private final TriggerService.Ports ports;
  private final ClosedWindows closedWindows;
  private final InstantSource clock;

  Windows(
      ObjectStore store,
      TriggerService.Settings settings,
      TriggerService.Ports ports,
      Executions executions,
      InstantSource clock) {
    this.store = store;
    this.json = new StoredJson(store);
    this.registry = new JobRegistry(store, settings.workPath());
    this.ports = ports;
    this.closedWindows = new ClosedWindows(store, settings, ports, executions, clock);
    this.clock = clock;
  }

  /// A window that is open, and when it ends.
  private record Open(String id, Instant end) {}

  /// Whether an object has been put into a window.
  boolean knows(RegisteredJob job, String hash) {
    return store.head(hopPath(job.name(), hash, 0)).isPresent();
  }

  /// Puts an object into the open window, or makes sure that it is in one.
  Decision join(
      RegisteredJob job,
      int trigger,
      Trigger.S3Upload upload,
      String hash,
      String path,
      @Nullable String eTag) {
    for (int hop = 0; hop < MAX_HOPS; hop++) {
      var window = windowOf(job, trigger, upload, hash, hop);
      json.create(
          windowPath(job.name(), window) + "/" + hash,
          StoredJson.object().put("path", path).put("eTag", eTag));
      if (store.head(windowPath(job.name(), window) + ".closing").isEmpty()) {
        return new Decision(
            Decision.Kind.WAITING, job.name(), null, path + " waits in window " + window);
      }
      var closed = closedWindows.close(job.name(), window);
      if (closed != null && closed.holds(hash)) {
        return closedWindows.start(job, closed).getFirst();
      }
    }
    throw new StintException(
        FailureKind.TRANSIENT, path + " found no open window of job " + job.name(), null);
  }

  private String windowOf(
      RegisteredJob job, int trigger, Trigger.S3Upload upload, String hash, int hop) {
    var path = hopPath(job.name(), hash, hop);
    var known = json.read(path);
    if (known.isPresent()) {
      return known.get().path("window").asText();
    }
    var open = open(job, trigger, upload);
    return json.createOrRead(path, StoredJson.object().put("window", open.id()))
        .path("window")
        .asText();
  }

  /// The first window that has not ended, from where a hint says that it may be.
  private Open open(RegisteredJob job, int trigger, Trigger.S3Upload upload) {
    var folder = registry.folder(job.name()) + "windows/";
    var hint = folder + trigger + ".newest";
    int n = json.read(hint).map(node -> node.path("n").asInt()).orElse(0);
    while (true) {
      var id = trigger + "-" + n;
      var path = folder + id;
      var known = json.read(path + ".open");
      if (known.isEmpty()) {
        json.create(path + ".open", opening(upload));
        json.write(hint, StoredJson.object().put("n", n));
        continue;
      }
      var end = Instant.parse(known.get().path("end").asText());
      if (end.isAfter(clock.instant()) && store.head(path + ".closing").isEmpty()) {
        sendClosing(job.name(), trigger, new Open(id, end));
        return new Open(id, end);
      }
      n++;
    }
  }

  private ObjectNode opening(Trigger.S3Upload upload) {
    return StoredJson.object()
        .put("end", clock.instant().plus(upload.window()).toString())
        .put("input", upload.input());
  }

  private void sendClosing(String job, int trigger, Open window) {
    var timed = windowPath(job, window.id()) + ".timed";
    if (store.head(timed).isEmpty()) {
      send(job, trigger, window);
      json.create(timed, StoredJson.object());
    }
  }

  private void send(String job, int trigger, Open window) {
    var left = Duration.between(clock.instant(), window.end());
    var delay = left.compareTo(DelayedMessages.MAX_DELAY) > 0 ? DelayedMessages.MAX_DELAY : left;
    var message = StoredJson.object();
    message.remove("version");
    message
        .put("stint", DeadLetter.VERSION)
        .putObject("window")
        .put("job", job)
        .put("trigger", trigger)
        .put("id", window.id())
        .put("end", window.end().toString());
    ports.messages().send(message.toString(), delay.isNegative() ? Duration.ZERO : delay);
  }

  /// Sends the message again that closes a window, for all windows of a job that are not closed.
  void remind(RegisteredJob job) {
    for (int trigger = 0; trigger < job.triggers().size(); trigger++) {
      var newest = json.read(registry.folder(job.name()) + "windows/" + trigger + ".newest");
      int n = newest.map(node -> node.path("n").asInt()).orElse(-1);
      while (n >= 0 && remind(job.name(), trigger, trigger + "-" + n)) {
        n--;
      }
    }
  }

  private boolean remind(String job, int trigger, String window) {
    var path = windowPath(job, window);
    var open = json.read(path + ".open");
    if (open.isEmpty() || store.head(path + ".closed").isPresent()) {
      return false;
    }
    send(job, trigger, new Open(window, Instant.parse(open.get().path("end").asText())));
    return true;
  }

  /// A window's time may be over: it is closed, and its objects are executed.
  List<Decision> ended(@Nullable RegisteredJob job, TriggerEvent.WindowEnded event) {
    if (job == null) {
      return List.of(
          new Decision(
              Decision.Kind.IGNORED,
              event.job(),
              null,
              "window %s ended after its job was removed".formatted(event.window())));
    }
    if (clock.instant().isBefore(event.end())) {
      send(event.job(), event.trigger(), new Open(event.window(), event.end()));
      return List.of(
          new Decision(
              Decision.Kind.WAITING, event.job(), null, "window " + event.window() + " is open"));
    }
    var closed = closedWindows.close(event.job(), event.window());
    if (closed == null) {
      return List.of(
          new Decision(
              Decision.Kind.IGNORED,
              event.job(),
              null,
              "there is no window %s".formatted(event.window())));
    }
    return closedWindows.start(job, closed);
  }

  private String windowPath(String job, String window) {
    return path(registry, job, window);
  }

  /// Where what belongs to a window is, without what follows its name.
  static String path(JobRegistry registry, String job, String window) {
    return registry.folder(job) + "windows/" + window;
  }

  private String hopPath(String job, String hash, int hop) {
    return registry.folder(job) + "uploads/" + hash + "/" + hop;
  }
}
