package dev.stint.shuffle.hedge;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One request, sent once or twice, each time on a virtual thread of its own, whose interruption
/// gives up its connection. Belongs to one thread, which takes answers and ends the race.
final class Race<T> {

  /// What one sending gave: a value, or what it threw.
  record Answer<T>(int sending, @Nullable T value, @Nullable Throwable failure) {

    T valueOrThrow() {
      return switch (failure) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case null, default -> {
          if (value == null) {
            throw new IllegalStateException("a request gave nothing", failure);
          }
          yield value;
        }
      };
    }
  }

  private final Supplier<T> request;
  private final Consumer<T> discard;
  private final BlockingQueue<Answer<T>> answers = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private boolean isOver;

  /// `discard` gets each value that nobody takes, on any thread.
  Race(Supplier<T> request, Consumer<T> discard) {
    this.request = request;
    this.discard = discard;
  }

  /// Sends the request, for the first time or again.
  void send() {
    int sending = threads.size();
    threads.add(Thread.ofVirtual().name("store-request").start(() -> send(sending)));
  }

  BlockingQueue<Answer<T>> answers() {
    return answers;
  }

  /// Gives up what has not answered, and discards what nobody took.
  void end() {
    synchronized (this) {
      isOver = true;
    }
    threads.forEach(Thread::interrupt);
    for (var answer = answers.poll(); answer != null; answer = answers.poll()) {
      discard(answer);
    }
  }

  /// Waits until nothing is being sent. An interrupt waits too.
  void awaitEnd() {
    boolean wasInterrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          wasInterrupted = true;
        }
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(int sending) {
    Answer<T> answer;
    try {
      answer = new Answer<>(sending, request.get(), null);
    } catch (Throwable e) {
      answer = new Answer<>(sending, null, e);
    }
    if (!isTaken(answer)) {
      discard(answer);
    }
  }

  private synchronized boolean isTaken(Answer<T> answer) {
    return !isOver && answers.add(answer);
  }

  private void discard(Answer<T> answer) {
    T value = answer.value();
    if (value != null) {
      discard.accept(value);
    }
  }
}
