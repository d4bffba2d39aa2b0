package dev.stint.tests.simulation;

import dev.stint.coordinator.thread.Mailbox;
import dev.stint.coordinator.thread.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The threads of an actor, which go on in the world's time, one at any moment. When it is dead,
/// all waiting ends with [Died].
record SimulatedThreads(Actor actor, VirtualTime time) implements Threads {

  @Override
  public <T> Mailbox<T> mailbox() {
    return new Box<>(actor, time);
  }

  @Override
  public Running start(String name, Runnable work) {
    var end = new Box<Boolean>(actor, time);
    actor.begin(work, () -> end.send(true));
    return () -> {
      var _ = end.next(null);
    };
  }

  private static final class Box<T> implements Mailbox<T> {

    private final Actor actor;
    private final VirtualTime time;
    private final ArrayDeque<T> items = new ArrayDeque<>();
    private Actor.@Nullable Pause waiting;

    Box(Actor actor, VirtualTime time) {
      this.actor = actor;
      this.time = time;
    }

    @Override
    public void send(T item) {
      items.add(item);
      if (waiting != null) {
        actor.release(waiting);
      }
    }

    @Override
    public int size() {
      return items.size();
    }

    @Override
    public @Nullable T poll() {
      return items.poll();
    }

    @Override
    public @Nullable T next(@Nullable Instant deadline) {
      if (!items.isEmpty() && actor.passes(Duration.ZERO)) {
        return items.poll();
      }
      var pause = actor.newPause();
      if (!items.isEmpty()) {
        actor.release(pause);
      }
      var alarm =
          deadline == null ? null : time.after(actor.until(deadline), () -> actor.release(pause));
      waiting = pause;
      actor.await(pause);
      waiting = null;
      if (alarm != null) {
        alarm.cancel();
      }
      return items.poll();
    }
  }
}
