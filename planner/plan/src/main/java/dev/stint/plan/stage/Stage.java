package dev.stint.plan.stage;

import java.util.List;
import java.util.Map;

/// A fragment and the splits of the tables it scans, by `sourceId`. The number of tasks is decided
/// when the stage starts: from the splits, or from the exact sizes of the exchanges it reads; never
/// less than one. `estimatedRows` is the planner's guess of the rows it gives, -1 when it has none;
/// `scanSizes` tells of its scans, by `sourceId`, what the planner knows.
public record Stage(
    int id,
    Fragment fragment,
    Map<Integer, List<Split>> splits,
    long estimatedRows,
    Map<Integer, ScanSize> scanSizes) {

  public Stage {
    splits = Map.copyOf(splits);
    scanSizes = Map.copyOf(scanSizes);
  }

  /// A stage of whose scans nothing is known but their splits.
  public Stage(int id, Fragment fragment, Map<Integer, List<Split>> splits, long estimatedRows) {
    this(id, fragment, splits, estimatedRows, Map.of());
  }
}
