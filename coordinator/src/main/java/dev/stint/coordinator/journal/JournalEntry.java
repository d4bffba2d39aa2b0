package dev.stint.coordinator.journal;

import dev.stint.coordinator.event.LoggedEvent;
import java.util.List;

/// What one object of a journal holds: events that were decided together. `writer` is unique to the
/// coordinator that wrote it, which so knows its own entry again when the answer to a write was
/// lost.
record JournalEntry(int version, String writer, List<LoggedEvent> events) {

  /// The version that is written. Version 2 says more of runs and attempts than version 1, version
  /// 3 what operators spilled, version 4 which requests did not get through, version 5 which rows
  /// scans dropped for joins, version 6 how much memory attempts needed that had too little, and
  /// version 7 which stages were fused.
  static final int VERSION = 7;

  /// The oldest version that can be read.
  static final int OLDEST_VERSION = 1;

  JournalEntry {
    if (version < OLDEST_VERSION) {
      throw new IllegalArgumentException("version " + version);
    }
    events = List.copyOf(events);
  }

  /// Whether this Stint reads what has that version.
  static boolean isReadable(int version) {
    return version >= OLDEST_VERSION && version <= VERSION;
  }
}
