package dev.stint.coordinator.journal;

import dev.stint.coordinator.event.LoggedEvent;
import java.util.List;

/// What one object of a journal holds: events that were decided together. `writer` is unique to the
/// coordinator that wrote it, which so knows its own entry again when the answer to a write was
/// lost.
record JournalEntry(int version, String writer, List<LoggedEvent> events) {

  /// The only version there is.
  static final int VERSION = 1;

  JournalEntry {
    events = List.copyOf(events);
  }
}
