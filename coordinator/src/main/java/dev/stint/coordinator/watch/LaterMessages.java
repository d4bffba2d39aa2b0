package dev.stint.coordinator.watch;

import dev.stint.coordinator.trigger.DelayedMessages;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Messages for later, in memory: whoever starts anew finds in the registry what is to be sent
/// again. Safe for use by many threads.
final class LaterMessages implements DelayedMessages {

  private record Message(Instant due, String json) {}

  private final PriorityQueue<Message> messages =
      new PriorityQueue<>(Comparator.comparing(Message::due));
  private final InstantSource clock;

  LaterMessages(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void send(String json, Duration delay) {
    messages.add(new Message(clock.instant().plus(delay), json));
  }

  /// Takes the messages whose time has come.
  synchronized List<String> takeDue() {
    var due = new ArrayList<String>();
    var next = messages.peek();
    while (next != null && !next.due().isAfter(clock.instant())) {
      due.add(messages.remove().json());
      next = messages.peek();
    }
    return due;
  }

  synchronized boolean isEmpty() {
    return messages.isEmpty();
  }
}
