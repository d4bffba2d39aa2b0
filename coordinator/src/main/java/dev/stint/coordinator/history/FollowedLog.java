package dev.stint.coordinator.history;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.run.RunObjects;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Instant;
import java.util.function.Consumer;

/// The log of a run that may go on, read again and again: each time what has been written since, by
/// one request where that is nothing. Not safe for use by several threads.
public final class FollowedLog {

  private final ObjectStore store;
  private final String runPath;
  private final Journal journal;

  /// `runPath` is the run's folder, with a slash at the end.
  FollowedLog(ObjectStore store, String runPath) {
    this.store = store;
    this.runPath = runPath;
    this.journal = new Journal(store, runPath, "reader");
  }

  /// Tells the events that were written since the last call, none when there are no more yet.
  public void next(Consumer<LoggedEvent> events) {
    journal.readOn(events);
  }

  /// When the coordinator was last known to be there, at `lastEvent` or later.
  public Instant lastSign(Instant lastEvent) {
    return store
        .head(RunObjects.lifeSign(runPath))
        .map(ObjectInfo::lastModified)
        .filter(time -> time.isAfter(lastEvent))
        .orElse(lastEvent);
  }
}
