package dev.stint.coordinator.journal;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.thread.Mailbox;
import dev.stint.coordinator.thread.Threads;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a journal on a thread of its own: while one entry is on its way, what is decided gathers
/// for the next. So requests grow with time and decisions, not with events, and nobody waits who
/// need not. Events are counted in the order of [#append].
public final class JournalWriter implements AutoCloseable {

  private final Journal journal;
  private final Runnable progressed;
  private final Mailbox<List<LoggedEvent>> gathered;
  private final Threads.Running writing;
  private long writtenCount;
  private @Nullable Throwable failure;

  /// Belongs to the writing thread.
  private boolean isEnd;

  /// `progressed` is called on the writer's thread whenever more is written, and when nothing more
  /// can be.
  public JournalWriter(Journal journal, Threads threads, Runnable progressed) {
    this.journal = journal;
    this.progressed = progressed;
    this.gathered = threads.mailbox();
    this.writing = threads.start("journal", this::writeAll);
  }

  /// Takes note of events, at least one, to be written soon.
  public void append(List<LoggedEvent> events) {
    gathered.send(List.copyOf(events));
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
  private List<LoggedEvent> take() throws InterruptedException {
    var batch = new ArrayList<LoggedEvent>();
    var events = isEnd ? null : gathered.next(null);
    while (events != null) {
      batch.addAll(events);
      isEnd |= events.isEmpty();
      events = gathered.poll();
    }
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
    // Nothing that could be written: the end.
    gathered.send(List.of());
    boolean wasInterrupted = false;
    for (boolean isOver = false; !isOver; ) {
      try {
        writing.join();
        isOver = true;
      } catch (InterruptedException _) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
