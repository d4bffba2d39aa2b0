package dev.stint.coordinator.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The stages that a run has beside those of its graph, each between one that writes and one that
/// reads. Owned by [RunState].
final class InsertedStages {

  /// By the stage that reads, for each stage that it names, the one that was inserted between them.
  private final Map<Integer, Map<Integer, Integer>> replacements = new HashMap<>();

  private final Map<Integer, Integer> readers = new HashMap<>();

  void add(int stageId, int replacedStageId, int readerStageId) {
    replacements.computeIfAbsent(readerStageId, _ -> new HashMap<>()).put(replacedStageId, stageId);
    readers.put(stageId, readerStageId);
  }

  /// Whose output `reader` reads where it names `stageId`.
  int writer(int stageId, int reader) {
    return replacements.getOrDefault(reader, Map.of()).getOrDefault(stageId, stageId);
  }

  /// The stages between which and `reader` one was inserted.
  Set<Integer> replaced(int reader) {
    return replacements.getOrDefault(reader, Map.of()).keySet();
  }

  /// For whom a stage was inserted; `null` for a stage of the graph.
  @Nullable Integer readerOf(int insertedStageId) {
    return readers.get(insertedStageId);
  }
}
