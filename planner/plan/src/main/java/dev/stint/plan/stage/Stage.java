package dev.stint.plan.stage;

import java.util.List;
import java.util.Map;

/// A fragment and the splits of the tables it scans, by `sourceId`. The number of tasks is decided
/// when the stage starts: from the splits, or from the exact sizes of the exchanges it reads; never
/// less than one. `estimatedRows` is the planner's guess of the rows it gives, -1 when it has none.
public record Stage(
    int id, Fragment fragment, Map<Integer, List<Split>> splits, long estimatedRows) {

  public Stage {
    splits = Map.copyOf(splits);
  }
}
