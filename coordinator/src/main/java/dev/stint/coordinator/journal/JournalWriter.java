package dev.stint.coordinator.journal;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.thread.Mailbox;
import dev.stint.coordinator.thread.Threads;
import dev.stint.plan.failure.StintException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a journal on a thread of its own: while one entry is on its way, what is decided gathers
/// for the next, and events that nobody waits for gather for a moment longer. So requests grow with
/// time and decisions, not with events, and nobody waits who need not. Events are counted in the
/// order of [#append].
public final class JournalWriter implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(JournalWriter.class.getName());

  /// From one entry's beginning to the next one's, of events that nobody waits for. A coordinator
  /// that is lost takes with it what it learned so lately.
  private static final Duration PACE = Duration.ofMillis(250);

  /// What the writing thread is to do.
  private sealed interface Order {

    record Write(List<LoggedEvent> events, boolean isUrgent) implements Order {}

    record Look() implements Order {}

    record End() implements Order {}
  }

  private final Journal journal;
  private final InstantSource clock;
  private final Runnable progressed;
  private final Mailbox<Order> gathered;
  private final Threads.Running writing;
  private long writtenCount;
  private @Nullable Throwable failure;

  /// Belong to the writing thread.
  private Instant paceEnd = Instant.MIN;

  private boolean isEnd;

  /// `progressed` is called on the writer's thread whenever more is written, and when nothing more
  /// can be.
  public JournalWriter(Journal journal, InstantSource clock, Threads threads, Runnable progressed) {
    this.journal = journal;
    this.clock = clock;
    this.progressed = progressed;
    this.gathered = threads.mailbox();
    this.writing = threads.start("journal", this::writeAll);
  }

  /// Takes note of events, at least one, to be written soon; at once if `isUrgent`.
  public void append(List<LoggedEvent> events, boolean isUrgent) {
    gathered.send(new Order.Write(List.copyOf(events), isUrgent));
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
          paceEnd = clock.instant().plus(PACE);
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
    boolean isUrgent = isEnd;
    for (var order = isEnd ? null : gathered.next(null); order != null; order = next(isUrgent)) {
      switch (order) {
        case Order.Write write -> {
          batch.addAll(write.events());
          isUrgent |= write.isUrgent();
        }
        case Order.Look _ -> isUrgent = true;
        case Order.End _ -> {
          isEnd = true;
          isUrgent = true;
        }
      }
    }
    return batch;
  }

  private @Nullable Order next(boolean isUrgent) throws InterruptedException {
    return isUrgent || !clock.instant().isBefore(paceEnd)
        ? gathered.poll()
        : gathered.next(paceEnd);
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
