package dev.stint.tests.simulation;

import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.coordinator.schedule.TaskState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// How often which kind of event met a task, or a run, in which state. The kinds are those of the
/// sealed types themselves, so a new one is missing until some world meets it.
final class Coverage {

  private final Map<Class<?>, Map<Class<?>, Long>> tasks = new HashMap<>();
  private final Map<RunState.Phase, Map<Class<?>, Long>> phases =
      new EnumMap<>(RunState.Phase.class);

  /// Takes note of an event that is about to be applied to `state`.
  void met(RunState state, RunEvent event) {
    count(phases, state.phase(), event);
    if (event instanceof RunEvent.OfAttempt ofAttempt) {
      var id = ofAttempt.attempt();
      count(tasks, state.task(id.stageId(), id.taskIndex()).getClass(), event);
    }
  }

  private static <K> void count(Map<K, Map<Class<?>, Long>> counts, K state, RunEvent event) {
    counts.computeIfAbsent(state, _ -> new HashMap<>()).merge(event.getClass(), 1L, Long::sum);
  }

  synchronized void add(Coverage other) {
    addAll(tasks, other.tasks);
    addAll(phases, other.phases);
  }

  private static <K> void addAll(
      Map<K, Map<Class<?>, Long>> counts, Map<K, Map<Class<?>, Long>> others) {
    others.forEach(
        (state, events) -> {
          var own = counts.computeIfAbsent(state, _ -> new HashMap<>());
          events.forEach((event, count) -> own.merge(event, count, Long::sum));
        });
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
    phases.forEach(
        (phase, met) -> met.keySet().forEach(it -> missing.remove(pair(phase.name(), it))));
    tasks.forEach(
        (task, met) -> met.keySet().forEach(it -> missing.remove(pair(task.getSimpleName(), it))));
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
