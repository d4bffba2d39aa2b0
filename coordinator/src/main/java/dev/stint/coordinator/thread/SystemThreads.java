package dev.stint.coordinator.thread;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Virtual threads, and deadlines by `clock`.
public record SystemThreads(InstantSource clock) implements Threads {

  @Override
  public <T> Mailbox<T> mailbox() {
    return new Queue<>(clock, new LinkedBlockingQueue<>());
  }

  @Override
  public Running start(String name, Runnable work) {
    return Thread.ofVirtual().name(name).start(work)::join;
  }

  private record Queue<T>(InstantSource clock, LinkedBlockingQueue<T> items)
      implements Mailbox<T> {

    @Override
    public void send(T item) {
      items.add(item);
    }

    @Override
    public @Nullable T poll() {
      return items.poll();
    }

    @Override
    public @Nullable T next(@Nullable Instant deadline) throws InterruptedException {
      if (deadline == null) {
        return items.take();
      }
      // A millisecond more, since poll counts in those and must not return just before the time.
      long waitMillis = Duration.between(clock.instant(), deadline).toMillis() + 1;
      return items.poll(Math.max(waitMillis, 0), TimeUnit.MILLISECONDS);
    }
  }
}
