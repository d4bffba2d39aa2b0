package dev.stint.coordinator.pace;

import dev.stint.coordinator.pace.PaceTicket.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;

/// One run's part: its attempts in flight, and those that wait, for each function in their order.
final class RunShare<A> {

  /// Whose turn it is: the run with the fewest attempts in flight, and of equal ones the run that
  /// has not been served for longest.
  static final Comparator<RunShare<?>> TURN =
      Comparator.<RunShare<?>>comparingInt(each -> each.inFlight)
          .thenComparingLong(each -> each.servedAt);

  final String run;
  private final Map<String, SequencedSet<PaceTicket<A>>> waiting = new HashMap<>();
  private int inFlight;
  private long servedAt;

  /// `servedAt` differs from all others'.
  RunShare(String run, long servedAt) {
    this.run = run;
    this.servedAt = servedAt;
  }

  Collection<String> awaitedFunctions() {
    return waiting.keySet();
  }

  boolean isUnused() {
    return inFlight == 0 && waiting.isEmpty();
  }

  void addLast(PaceTicket<A> ticket) {
    queue(ticket.function()).addLast(ticket);
    ticket.state = State.WAITING;
  }

  void remove(PaceTicket<A> ticket) {
    var queue = queue(ticket.function());
    queue.remove(ticket);
    dropIfEmpty(ticket.function(), queue);
    ticket.state = State.OVER;
  }

  /// The first that waits for `function`, of which there is one, is in flight from here on.
  PaceTicket<A> serve(String function, long turn) {
    var queue = queue(function);
    var ticket = queue.removeFirst();
    dropIfEmpty(function, queue);
    servedAt = turn;
    inFlight++;
    ticket.state = State.IN_FLIGHT;
    return ticket;
  }

  void landed(PaceTicket<A> ticket) {
    inFlight--;
    ticket.state = State.OVER;
  }

  /// Before all others, whose turn has not come yet.
  void sendBack(PaceTicket<A> ticket) {
    inFlight--;
    queue(ticket.function()).addFirst(ticket);
    ticket.state = State.WAITING;
  }

  private SequencedSet<PaceTicket<A>> queue(String function) {
    return waiting.computeIfAbsent(function, _ -> new LinkedHashSet<>());
  }

  private void dropIfEmpty(String function, SequencedSet<PaceTicket<A>> queue) {
    if (queue.isEmpty()) {
      waiting.remove(function);
    }
  }
}
