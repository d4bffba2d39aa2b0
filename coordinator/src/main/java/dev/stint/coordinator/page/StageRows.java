package dev.stint.coordinator.page;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The rows of a table of attempts, by stage.
final class StageRows {

  private static final int[] NONE = {};

  private final Map<Integer, int[]> rows = new HashMap<>();

  StageRows(AttemptTable table) {
    var counts = new HashMap<Integer, Integer>();
    for (int row = 0; row < table.count(); row++) {
      int stage = table.stage(row);
      int count = counts.merge(stage, 1, Integer::sum);
      int[] known = rows.getOrDefault(stage, NONE);
      if (count > known.length) {
        known = Arrays.copyOf(known, Math.max(16, known.length * 2));
        rows.put(stage, known);
      }
      known[count - 1] = row;
    }
    rows.replaceAll((stage, all) -> Arrays.copyOf(all, counts.getOrDefault(stage, 0)));
  }

  int[] of(int stage) {
    return rows.getOrDefault(stage, NONE);
  }
}
