package dev.stint.coordinator.journal;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A run's log as one coordinator writes it: the objects `journal/00000000.json`, `…01.json`, … in
/// the run's folder. Entry n is created only if it is not there, so that of two coordinators one
/// loses the first entry that both want, and stops. Not safe for use by several threads.
///
/// Entries are never listed: the position after the last is found by looking for it.
public final class Journal {

  private static final int MAX_TRIES = 5;

  private final ObjectStore store;
  private final String folder;
  private final String writer;
  private int position;

  /// `runPath` is the run's folder, with a slash at the end; `writer` is unique to this
  /// coordinator.
  public Journal(ObjectStore store, String runPath, String writer) {
    this.store = store;
    this.folder = folder(runPath);
    this.writer = writer;
  }

  /// Loads what writes entries: some hundred milliseconds in a new JVM, which the first attempts of
  /// its first run would wait for. Any thread may call this, while there is something else to do.
  public static void prepare() {
    JournalJson.prepare();
  }

  /// Where the entries of a run are.
  public static String folder(String runPath) {
    return runPath + "journal/";
  }

  /// All events that are there; what is appended from now on follows them.
  ///
  /// @throws StintException of kind USER for entries of another version of Stint, or when the store
  ///   fails, also after some tries
  public List<LoggedEvent> read() {
    position = 0;
    return readOn();
  }

  /// The events that follow those that were read or appended before; none when there are no more
  /// yet.
  ///
  /// @throws StintException as [#read] does
  public List<LoggedEvent> readOn() {
    var events = new ArrayList<LoggedEvent>();
    for (var entry = entry(); entry.isPresent(); entry = entry()) {
      events.addAll(entry.get().events());
      position++;
    }
    return events;
  }

  private Optional<JournalEntry> entry() {
    var path = path();
    return bytes(path).map(bytes -> JournalJson.read(path, bytes));
  }

  /// Of an entry, if it is there. An answer that breaks off is not asked for again by the store.
  private Optional<byte[]> bytes(String path) {
    for (int tries = 1; ; tries++) {
      try {
        return store.head(path).map(found -> store.read(path, 0, Math.toIntExact(found.bytes())));
      } catch (StintException e) {
        requireNextTry(e, tries);
      }
    }
  }

  private static void requireNextTry(StintException e, int tries) {
    if (e.kind() != FailureKind.TRANSIENT || tries == MAX_TRIES) {
      throw e;
    }
  }

  /// Writes the next entry; when this returns it is there for good.
  ///
  /// @throws PositionLostException when another coordinator wrote it
  /// @throws StintException when the store fails, also after some tries
  public void append(List<LoggedEvent> events) {
    byte[] bytes = JournalJson.write(new JournalEntry(JournalEntry.VERSION, writer, events));
    for (int tries = 1; ; tries++) {
      try {
        if (!store.createIfAbsent(path(), bytes) && !isOwn()) {
          throw new PositionLostException(path());
        }
        position++;
        return;
      } catch (StintException e) {
        // Its answer may have been lost after it took effect: the next try will tell.
        requireNextTry(e, tries);
      }
    }
  }

  /// Looks whether the next entry is still to be written.
  ///
  /// @throws PositionLostException when another coordinator wrote it
  /// @throws StintException when the store fails, also after some tries
  public void requirePosition() {
    if (bytes(path()).isPresent()) {
      throw new PositionLostException(path());
    }
  }

  private boolean isOwn() {
    return entry().filter(found -> found.writer().equals(writer)).isPresent();
  }

  private String path() {
    var number = Integer.toString(position);
    return folder + "0".repeat(Math.max(0, 8 - number.length())) + number + ".json";
  }
}
