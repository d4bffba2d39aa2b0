package dev.stint.tests.simulation;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.coordinator.schedule.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// How often which kind of event met a task, or a run, in which state. The kinds are those of the
/// sealed types themselves, so a new one is missing until some world meets it.
final class Coverage {

  private final TreeMap<String, Long> counts = new TreeMap<>();

  /// Takes note of an event that is about to be applied to `state`.
  void met(RunState state, RunEvent event) {
    counts.merge(pair(state.phase().name(), event.getClass()), 1L, Long::sum);
    if (event instanceof RunEvent.OfAttempt ofAttempt) {
      var id = ofAttempt.attempt();
      var task = state.task(id.stageId(), id.taskIndex());
      counts.merge(pair(task.getClass().getSimpleName(), event.getClass()), 1L, Long::sum);
    }
  }

  synchronized void add(Coverage other) {
    other.counts.forEach((pair, count) -> counts.merge(pair, count, Long::sum));
  }

  Map<String, Long> counts() {
    return counts;
  }

  /// The pairs that were never met.
  Set<String> missing() {
    var missing = new TreeSet<String>();
    for (var phase : RunState.Phase.values()) {
      leaves(RunEvent.class).forEach(event -> missing.add(pair(phase.name(), event)));
    }
    for (var state : leaves(TaskState.class)) {
      leaves(RunEvent.OfAttempt.class)
          .forEach(event -> missing.add(pair(state.getSimpleName(), event)));
    }
    missing.removeAll(counts.keySet());
    return missing;
  }

  static String pair(String state, Class<?> event) {
    return state + " x " + event.getSimpleName();
  }

  /// The records of a sealed type.
  static List<Class<?>> leaves(Class<?> type) {
    if (!type.isSealed()) {
      return List.of(type);
    }
    var leaves = new ArrayList<Class<?>>();
    Stream.of(type.getPermittedSubclasses()).forEach(each -> leaves.addAll(leaves(each)));
    return leaves;
  }
}
