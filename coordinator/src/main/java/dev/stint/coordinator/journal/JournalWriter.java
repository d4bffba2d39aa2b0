package dev.stint.coordinator.journal;

import dev.stint.coordinator.event.LoggedEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a journal on a thread of its own: while one entry is on its way, what is decided gathers
/// for the next. So requests grow with time and decisions, not with events, and nobody waits who
/// need not. Events are counted in the order of [#append].
public final class JournalWriter implements AutoCloseable {

  private final Journal journal;
  private final Runnable progressed;
  private final Thread thread;
  private List<LoggedEvent> gathered = new ArrayList<>();
  private long writtenCount;
  private @Nullable Throwable failure;
  private boolean isClosed;

  /// `progressed` is called on the writer's thread whenever more is written, and when nothing more
  /// can be.
  public JournalWriter(Journal journal, Runnable progressed) {
    this.journal = journal;
    this.progressed = progressed;
    this.thread = Thread.ofVirtual().name("journal").unstarted(this::writeAll);
    thread.start();
  }

  /// Takes note of events, to be written soon.
  public synchronized void append(List<LoggedEvent> events) {
    gathered.addAll(events);
    notifyAll();
  }

  /// How many events are written for good.
  public synchronized long writtenCount() {
    return writtenCount;
  }

  /// What ended the writing early, `null` when nothing did.
  public synchronized @Nullable Throwable failure() {
    return failure;
  }

  private void writeAll() {
    try {
      for (var batch = take(); !batch.isEmpty(); batch = take()) {
        journal.append(batch);
        written(batch.size());
        progressed.run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fail(e);
      progressed.run();
    }
  }

  /// All that has gathered; nothing when there will be no more.
  private synchronized List<LoggedEvent> take() throws InterruptedException {
    while (gathered.isEmpty() && !isClosed) {
      wait();
    }
    var batch = gathered;
    gathered = new ArrayList<>();
    return batch;
  }

  private synchronized void written(int count) {
    writtenCount += count;
  }

  private synchronized void fail(Throwable cause) {
    failure = cause;
  }

  /// Waits until all is written that was taken note of, or nothing more can be.
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    boolean wasInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
