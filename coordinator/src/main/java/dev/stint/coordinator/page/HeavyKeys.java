package dev.stint.coordinator.page;

import dev.stint.coordinator.page.ExchangePage.Heaviest;
import dev.stint.plan.task.HeavyKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The keys of an exchange that tasks met often, added up. What few tasks met is dropped where
/// there are many keys: none of them is the heaviest.
final class HeavyKeys {

  private static final int MAX_KEYS = 256;

  private final Map<String, Long> rows = new HashMap<>();

  void add(@Nullable HeavyKey key) {
    if (key != null && (rows.size() < MAX_KEYS || rows.containsKey(key.value()))) {
      rows.merge(key.value(), key.rows(), Long::sum);
    }
  }

  @Nullable Heaviest heaviest() {
    return rows.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(entry -> new Heaviest(entry.getKey(), entry.getValue()))
        .orElse(null);
  }
}
