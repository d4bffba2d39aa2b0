package dev.stint.coordinator.schedule;

import java.util.ArrayList;
import java.util.List;

/// The state after an event, and what is to be done, in this order.
public record Transition<S>(S state, List<Command> commands) {

  public Transition {
    commands = List.copyOf(commands);
  }

  static <S> Transition<S> to(S state, Command... commands) {
    return new Transition<>(state, List.of(commands));
  }

  /// The same, with `earlier` commands before its own.
  Transition<S> after(List<Command> earlier) {
    var all = new ArrayList<>(earlier);
    all.addAll(commands);
    return new Transition<>(state, all);
  }
}
