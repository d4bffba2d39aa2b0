package dev.stint.coordinator.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stint.config.job.RunTimes;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.coordinator.registry.RegisteredJob;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Closes windows, as the second half of what [Windows] says, and has executed what they hold.
final class ClosedWindows {

  /// How many files one execution reads at most.
  private static final int MAX_FILES = 10_000;

  private static final int READS_AT_ONCE = 32;

  private final ObjectStore store;
  private final StoredJson json;
  private final JobRegistry registry;
  private final TriggerService.Ports ports;
  private final Executions executions;
  private final InstantSource clock;

  ClosedWindows(
      ObjectStore store,
      TriggerService.Settings settings,
      TriggerService.Ports ports,
      Executions executions,
      InstantSource clock) {
    this.store = store;
    this.json = new StoredJson(store);
    this.registry = new JobRegistry(store, settings.workPath());
    this.ports = ports;
    this.executions = executions;
    this.clock = clock;
  }

  /// A closed window, and what was found of its objects, by their hashes.
  record Closed(String id, Instant end, String input, JsonNode objects) {

    boolean holds(String hash) {
      return objects.has(hash);
    }

    List<String> paths(ObjectCheck check) {
      var paths = new TreeSet<String>();
      objects
          .properties()
          .forEach(
              entry -> {
                if (entry.getValue().path("found").asText().equals(check.name())) {
                  paths.add(entry.getValue().path("path").asText());
                }
              });
      return List.copyOf(paths);
    }

    /// The ETags of these, where they are known.
    Map<String, String> eTags(List<String> paths) {
      var wanted = Set.copyOf(paths);
      var eTags = new HashMap<String, String>();
      objects
          .properties()
          .forEach(
              entry -> {
                var path = entry.getValue().path("path").asText();
                var eTag = entry.getValue().path("eTag");
                boolean isThere =
                    entry.getValue().path("found").asText().equals(ObjectCheck.THERE.name());
                if (isThere && eTag.isTextual() && wanted.contains(path)) {
                  eTags.put(path, eTag.asText());
                }
              });
      return eTags;
    }
  }

  /// Closes a window, or finishes closing it; `null` when there is none.
  @Nullable Closed close(String job, String window) {
    var path = windowPath(job, window);
    var open = json.read(path + ".open");
    if (open.isEmpty()) {
      return null;
    }
    var known = json.read(path + ".closed");
    if (known.isEmpty()) {
      json.create(path + ".closing", StoredJson.object());
      var closing = StoredJson.object();
      closing.set("objects", members(path + "/"));
      known = Optional.of(json.createOrRead(path + ".closed", closing));
    }
    return new Closed(
        window,
        Instant.parse(open.get().path("end").asText()),
        open.get().path("input").asText(),
        known.get().path("objects"));
  }

  /// The objects in a window by their hashes, with what was found of each.
  private ObjectNode members(String folder) {
    var places = new Semaphore(READS_AT_ONCE);
    var objects = store.list(folder);
    var checks = new ArrayList<Future<ObjectNode>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var object : objects) {
        checks.add(threads.submit(() -> member(object, places)));
      }
    }
    var members = StoredJson.object();
    members.remove("version");
    for (int i = 0; i < objects.size(); i++) {
      members.set(objects.get(i).path().substring(folder.length()), result(checks.get(i)));
    }
    return members;
  }

  private ObjectNode member(ObjectInfo object, Semaphore places) throws InterruptedException {
    places.acquire();
    try {
      var node = json.read(object.path()).orElseThrow();
      var path = node.path("path").asText();
      var eTag = node.hasNonNull("eTag") ? node.path("eTag").asText() : null;
      var member = StoredJson.object();
      member.remove("version");
      return member
          .put("path", path)
          .put("eTag", eTag)
          .put("found", ObjectCheck.of(store, path, eTag).name());
    } finally {
      places.release();
    }
  }

  private static ObjectNode result(Future<ObjectNode> check) {
    try {
      return check.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StintException.transientFailure("interrupted while closing a window", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  /// Has the objects of a window executed, once however often it is asked. Gives at least one
  /// decision.
  List<Decision> start(RegisteredJob job, Closed closed) {
    var window = closed.id();
    var decisions = new ArrayList<Decision>();
    var paths = closed.paths(ObjectCheck.THERE);
    for (int from = 0; from < paths.size(); from += MAX_FILES) {
      var files = paths.subList(from, Math.min(paths.size(), from + MAX_FILES));
      var id = Hash.of(job.name(), "window", window + "/" + from / MAX_FILES);
      decisions.add(
          executions.start(
              job,
              new Executions.Occurrence(
                  id,
                  Uploads.TRIGGER,
                  closed.end(),
                  RunTimes.at(closed.end().atZone(ZoneOffset.UTC)),
                  Map.of(closed.input(), files),
                  closed.eTags(files)),
              "window %s with %d files".formatted(window, files.size())));
    }
    if (decisions.isEmpty()) {
      decisions.add(
          new Decision(
              Decision.Kind.IGNORED, job.name(), null, "window " + window + " holds no object"));
    }
    decisions.addAll(gone(job, closed));
    return decisions;
  }

  private List<Decision> gone(RegisteredJob job, Closed closed) {
    var decisions = new ArrayList<Decision>();
    for (var path : closed.paths(ObjectCheck.GONE)) {
      var reason = path + " was uploaded and was not there any more when its window closed";
      var noted =
          windowPath(job.name(), closed.id()) + ".gone/" + Hash.of(job.name(), "gone", path);
      if (store.head(noted).isEmpty()) {
        ports
            .deadLetters()
            .add(
                new DeadLetter(
                    job.name(),
                    null,
                    Uploads.TRIGGER,
                    reason,
                    "upload it again if it is still wanted, and delete no object before its"
                        + " execution has ended",
                    clock.instant(),
                    null));
        json.create(noted, StoredJson.object());
      }
      decisions.add(new Decision(Decision.Kind.FAILED, job.name(), null, reason));
    }
    return decisions;
  }

  private String windowPath(String job, String window) {
    return Windows.path(registry, job, window);
  }
}
