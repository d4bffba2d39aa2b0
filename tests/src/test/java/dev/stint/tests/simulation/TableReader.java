package dev.stint.tests.simulation;

import dev.stint.coordinator.commit.PendingCommit;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.sql.catalog.PendingCommits;
import java.util.ArrayList;
import java.util.List;
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
      var objects = objects();
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

  /// Folder by folder, as listings that take a while: what is in the first is old when the last is
  /// listed.
  private List<String> objects() {
    var objects = new ArrayList<String>();
    var folders = new TreeSet<String>();
    for (var object : store.list(WorldPlan.OUTPUT)) {
      var path = object.path();
      int slash = path.indexOf('/', WorldPlan.OUTPUT.length());
      if (slash < 0) {
        objects.add(path);
      } else {
        folders.add(path.substring(0, slash + 1));
      }
    }
    folders.forEach(
        folder -> store.list(folder).stream().map(ObjectInfo::path).forEach(objects::add));
    return objects;
  }
}
