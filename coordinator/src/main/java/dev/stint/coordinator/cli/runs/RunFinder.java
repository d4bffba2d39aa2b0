package dev.stint.coordinator.cli.runs;

import dev.stint.config.job.Names;
import dev.stint.coordinator.cli.targets.CommandTarget;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.job.JobLog;
import dev.stint.coordinator.session.WorkFolder;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Finds the runs of a target by what a user types of their ids.
public final class RunFinder {

  private static final int MAX_NAMED = 5;

  private final ObjectStore store;
  private final List<WorkFolder> folders;

  RunFinder(CommandTarget target) {
    this.store = target.store();
    this.folders = target.folders();
  }

  /// Where runs are, and their ids: all of one execution of a job, in the order of its statements,
  /// if the user named that, else one.
  record Found(WorkFolder folder, List<String> runIds) {

    Found {
      runIds = List.copyOf(runIds);
    }
  }

  List<WorkFolder> folders() {
    return folders;
  }

  ObjectStore store() {
    return store;
  }

  RunHistory history(WorkFolder folder) {
    return new RunHistory(store, folder.filePath());
  }

  /// What `text` names: a run's id, that of a job's execution, or what only one of them begins
  /// with.
  ///
  /// @throws StintException of kind USER that names the nearest
  Found find(String text) {
    var folderOf = new TreeMap<String, WorkFolder>();
    for (var folder : folders) {
      history(folder).runIds().forEach(id -> folderOf.put(id, folder));
    }
    if (folderOf.containsKey(text)) {
      return new Found(folderOf.get(text), List.of(text));
    }
    var candidates =
        folderOf.keySet().stream().filter(id -> !text.isEmpty() && id.startsWith(text)).toList();
    var jobs = candidates.stream().map(RunFinder::jobId).distinct().toList();
    if (jobs.isEmpty()) {
      requireNotStarting(text);
      throw StintException.user(unknown(text, folderOf.keySet()));
    }
    boolean isOneRun = candidates.size() == 1 && !jobs.contains(text);
    if (jobs.size() > 1 || (text.contains("-") && !isOneRun)) {
      throw StintException.user(
          "%s is the beginning of several runs' ids: %s".formatted(text, listed(candidates)));
    }
    var runIds = new ArrayList<>(candidates);
    runIds.sort(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    return new Found(Objects.requireNonNull(folderOf.get(runIds.getFirst())), runIds);
  }

  /// An execution that was handed over has no run until its first statement is planned.
  private void requireNotStarting(String text) {
    for (var folder : folders) {
      var known = new JobLog(store, folder.filePath()).jobIds();
      if (known.contains(text)) {
        throw StintException.user(
            "%s has no run yet: its first statement is being planned, or could not be, as a dead letter says then"
                .formatted(text));
      }
    }
  }

  /// The execution that a run belongs to, by its id.
  public static String jobId(String runId) {
    int hyphen = runId.indexOf('-');
    return hyphen < 0 ? runId : runId.substring(0, hyphen);
  }

  private static String unknown(String text, java.util.Set<String> known) {
    if (known.isEmpty()) {
      return "there is no run %s: no run has been started yet".formatted(text);
    }
    return "there is no run %s; %s"
        .formatted(
            text,
            Names.nearest(text, known)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("'stint runs' lists those there are"));
  }

  private static String listed(List<String> ids) {
    var named = ids.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
    return ids.size() <= MAX_NAMED ? named : named + " and " + (ids.size() - MAX_NAMED) + " more";
  }
}
