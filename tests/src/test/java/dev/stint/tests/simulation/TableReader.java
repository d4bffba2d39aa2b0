package dev.stint.tests.simulation;

import dev.stint.coordinator.commit.PendingCommit;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.sql.catalog.PendingCommits;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Somebody who reads the output's folder through Stint, by the protocol of the catalog's listing:
/// commits that are under way are finished first, and a listing counts only when none came between.
final class TableReader {

  private static final int MAX_TRIES = 100;

  private final SimulatedObjectStore store;
  private final Actor process;

  TableReader(SimulatedObjectStore store, Actor process) {
    this.store = store;
    this.process = process;
  }

  Actor process() {
    return process;
  }

  /// The files that it sees, within the world's time.
  Set<String> read() {
    var commits = new PendingCommit(store);
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      var before = commits.settle(WorldPlan.OUTPUT);
      var objects = store.list(WorldPlan.OUTPUT).stream().map(ObjectInfo::path).toList();
      boolean isPending =
          objects.stream().anyMatch(path -> path.endsWith("/" + PendingCommits.RECORD));
      if (!isPending && commits.settle(WorldPlan.OUTPUT).equals(before)) {
        return objects.stream()
            .filter(path -> !path.endsWith("/" + PendingCommits.SUCCESS))
            .collect(Collectors.toCollection(TreeSet::new));
      }
    }
    throw new IllegalStateException("commits never end");
  }
}
