package dev.stint.coordinator.journal;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/// A run's log as one coordinator writes it: the objects `journal/00000000.json`, `…01.json`, … in
/// the run's folder. Entry n is created only if it is not there, so that of two coordinators one
/// loses the first entry that both want, and stops. Not safe for use by several threads.
///
/// Entries are never listed: the position after the last is found by looking for it.
public final class Journal {

  private static final int MAX_TRIES = 5;

  /// What is worth another thread: a millisecond's work.
  private static final int LARGE_BYTES = 16 << 10;

  /// How many entries are held before they are taken: a run of 100,000 tasks has hundreds.
  private static final int PARSED_AHEAD = 16;

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

  /// The entry by which a log begins, which is there from the run's start until the run is
  /// forgotten.
  public static String firstEntry(String runPath) {
    return path(folder(runPath), 0);
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
    int start = position;
    var events = new ArrayList<LoggedEvent>();
    try {
      readOn(events::add);
      return events;
    } catch (RuntimeException e) {
      // What was read before the failure is not told: it is to be read again.
      position = start;
      throw e;
    }
  }

  /// Tells the events that follow those that were read, told or appended before, while those that
  /// follow them are read. After a failure it goes on with what was not told.
  ///
  /// @throws StintException as [#read] does
  public void readOn(Consumer<LoggedEvent> events) {
    int start = position;
    var underWay = new ArrayDeque<FutureTask<JournalEntry>>();
    for (int next = start; ; next++) {
      var path = path(next);
      var bytes = bytes(path);
      if (bytes.isEmpty()) {
        break;
      }
      underWay.add(parsing(path, bytes.get()));
      if (underWay.size() > PARSED_AHEAD) {
        take(underWay.remove(), events);
      }
    }
    underWay.forEach(each -> take(each, events));
  }

  /// Large entries are parsed while the next ones are read, on as many processors as there are.
  private static FutureTask<JournalEntry> parsing(String path, byte[] bytes) {
    var parsing = new FutureTask<>(() -> JournalJson.read(path, bytes));
    if (bytes.length < LARGE_BYTES) {
      parsing.run();
    } else {
      Thread.ofVirtual().name("journal-entry").start(parsing);
    }
    return parsing;
  }

  private void take(FutureTask<JournalEntry> parsing, Consumer<LoggedEvent> events) {
    try {
      var entry = parsing.get();
      position++;
      entry.events().forEach(events);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StintException known
          ? known
          : StintException.internal("cannot read " + path(position), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StintException.transientFailure("interrupted while reading " + path(position), e);
    }
  }

  private Optional<JournalEntry> entry() {
    var path = path(position);
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
        if (!store.createIfAbsent(path(position), bytes) && !isOwn()) {
          throw new PositionLostException(path(position));
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
    if (bytes(path(position)).isPresent()) {
      throw new PositionLostException(path(position));
    }
  }

  private boolean isOwn() {
    return entry().filter(found -> found.writer().equals(writer)).isPresent();
  }

  private String path(int entry) {
    return path(folder, entry);
  }

  private static String path(String folder, int entry) {
    var number = Integer.toString(entry);
    return folder + "0".repeat(Math.max(0, 8 - number.length())) + number + ".json";
  }
}
