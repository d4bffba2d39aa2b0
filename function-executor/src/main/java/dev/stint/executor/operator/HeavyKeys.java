package dev.stint.executor.operator;

import dev.stint.plan.task.HeavyKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The keys of an exchange that were met often. There can be few of them: each has a large part of
/// the rows of some part of the task.
public final class HeavyKeys {

  private static final int MAX_KEYS = 16;

  private final Map<String, Long> rows = new HashMap<>();

  /// About `moreRows` more rows have the key `value`.
  public void add(String value, long moreRows) {
    if (rows.size() < MAX_KEYS || rows.containsKey(value)) {
      rows.merge(value, moreRows, Long::sum);
    }
  }

  public @Nullable HeavyKey heaviest() {
    return rows.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(entry -> new HeavyKey(entry.getKey(), entry.getValue()))
        .orElse(null);
  }
}
