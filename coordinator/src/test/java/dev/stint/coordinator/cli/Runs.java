package dev.stint.coordinator.cli;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.run.RunObjects;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// The runs of a work folder, and what becomes of them when their coordinators die.
record Runs(String workPath) {

  private static final FileObjectStore STORE = new FileObjectStore();

  /// Those on files.
  static Runs of(Path home) {
    return new Runs("file://" + home.resolve("work").toAbsolutePath());
  }

  List<String> ids() {
    return new RunHistory(STORE, workPath).runIds();
  }

  List<LoggedEvent> events(String runId) {
    return new Journal(STORE, path(runId), "reader").read();
  }

  boolean isThere(String runId) {
    return !STORE.list(path(runId)).isEmpty();
  }

  /// What is left of a run beside its log.
  List<String> leftovers(String runId) {
    return STORE.list(path(runId)).stream()
        .map(ObjectInfo::path)
        .filter(path -> !path.startsWith(Journal.folder(path(runId))))
        .toList();
  }

  void delete(String runId) {
    STORE.delete(STORE.list(path(runId)).stream().map(ObjectInfo::path).toList());
  }

  void write(String runId, String name) {
    STORE.write(path(runId) + name, new byte[10]);
  }

  /// As if the run's coordinator had died right after the first event of that kind, so long ago.
  void killAfter(String runId, Predicate<RunEvent> isLast, Duration age) {
    var events = events(runId);
    int count = 1;
    while (!isLast.test(events.get(count - 1).event())) {
      count++;
    }
    rewrite(runId, events.subList(0, count), age);
  }

  /// How many entries a run's journal has.
  int entries(String runId) {
    return STORE.list(Journal.folder(path(runId))).size();
  }

  /// As if the run's coordinator had died so long ago, after that many entries of the journal.
  void killAfterEntries(String runId, int count, Duration age) {
    var entries = STORE.list(Journal.folder(path(runId))).stream().map(ObjectInfo::path).toList();
    STORE.delete(entries.subList(count, entries.size()));
    rewrite(runId, events(runId), age);
  }

  /// As if all had happened so long ago.
  void age(String runId, Duration age) {
    rewrite(runId, events(runId), age);
  }

  private void rewrite(String runId, List<LoggedEvent> events, Duration age) {
    delete(runId);
    var last = events.getLast().time();
    var end = Instant.now().minus(age);
    var journal = new Journal(STORE, path(runId), "writer");
    for (var logged : events) {
      var time = end.minus(Duration.between(logged.time(), last));
      journal.append(List.of(new LoggedEvent(time, logged.event())));
    }
  }

  String path(String runId) {
    return RunObjects.runsFolder(workPath) + runId + "/";
  }
}
