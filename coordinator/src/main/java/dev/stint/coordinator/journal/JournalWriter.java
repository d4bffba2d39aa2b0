package dev.stint.coordinator.journal;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.thread.Mailbox;
import dev.stint.coordinator.thread.Threads;
import dev.stint.plan.failure.StintException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a journal on a thread of its own: while one entry is on its way, what is decided gathers
/// for the next. So requests grow with time and decisions, not with events, and nobody waits who
/// need not. Events are counted in the order of [#append].
public final class JournalWriter implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(JournalWriter.class.getName());

  /// What the writing thread is to do.
  private sealed interface Order {

    record Write(List<LoggedEvent> events) implements Order {}

    record Look() implements Order {}

    record End() implements Order {}
  }

  private final Journal journal;
  private final Runnable progressed;
  private final Mailbox<Order> gathered;
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
    gathered.send(new Order.Write(List.copyOf(events)));
  }

  /// Has it looked soon whether another coordinator has written the next entry, which ends the
  /// writing as losing it does. Any thread may call this.
  public void look() {
    gathered.send(new Order.Look());
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
      for (var batch = take(); !batch.isEmpty() || !isEnd; batch = take()) {
        if (!batch.isEmpty()) {
          journal.append(batch);
          written(batch.size());
          progressed.run();
        } else {
          lookOnce();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fail(e);
      progressed.run();
    }
  }

  private void lookOnce() {
    try {
      journal.requirePosition();
    } catch (StintException e) {
      // A later look may do better, and the next entry will tell.
      LOG.log(System.Logger.Level.WARNING, "journal look={0}", e.getMessage());
    }
  }

  /// All that has gathered to be written; nothing when there will be no more, or only a look is
  /// asked for.
  private List<LoggedEvent> take() throws InterruptedException {
    var batch = new ArrayList<LoggedEvent>();
    for (var order = isEnd ? null : gathered.next(null); order != null; order = gathered.poll()) {
      switch (order) {
        case Order.Write(var events) -> batch.addAll(events);
        case Order.Look _ -> {}
        case Order.End _ -> isEnd = true;
      }
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
    gathered.send(new Order.End());
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
