package dev.stint.coordinator.estimate;

import java.util.List;

/// Why a run costs what it is estimated to, or why that is not sure. Each is one line of text.
public sealed interface Reason {

  /// A stage that reads tables. `readBytes` is what it reads of `splitBytes`; `dollarShare`, here
  /// and below, is its part of the run's costs, from 0 to 1.
  record Scans(
      int stageId,
      List<String> tables,
      long readBytes,
      long splitBytes,
      int tasks,
      double taskSeconds,
      double dollarShare)
      implements Reason {
    public Scans {
      tables = List.copyOf(tables);
    }
  }

  /// A stage that reads what others wrote.
  record ReadsStages(
      int stageId,
      List<Integer> stages,
      long rows,
      long bytes,
      int tasks,
      double taskSeconds,
      double dollarShare)
      implements Reason {
    public ReadsStages {
      stages = List.copyOf(stages);
    }
  }

  /// Functions that have to be started.
  record ColdStarts(int functions, double seconds) implements Reason {}

  /// A filter whose rows are guessed.
  record GuessedFilter(int stageId, String table, long keptRows, long rows) implements Reason {}

  /// A table of which all columns are counted, since nothing tells how large each is.
  record AllColumnsCounted(int stageId, String table) implements Reason {}
}
