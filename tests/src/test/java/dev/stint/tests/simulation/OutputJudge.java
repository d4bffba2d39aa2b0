package dev.stint.tests.simulation;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.plan.json.PlanJson;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What may be visible of the runs' output, and when. It follows the commit points: each record
/// that is created makes of one table the next, or, by its write mode, does not.
final class OutputJudge {

  private static final String RECORD = WorldPlan.OUTPUT + "_stint_commit";
  private static final String SUCCESS = WorldPlan.OUTPUT + "_SUCCESS";

  /// A commit's record.
  private record Committed(
      int version, String runId, String folder, WriteMode mode, List<PendingFile> files) {

    Set<String> paths() {
      var paths = new TreeSet<String>();
      files.forEach(file -> paths.add(file.path()));
      return paths;
    }
  }

  private final WorldPlan plan;
  private final SimulatedS3 s3;

  /// What readers may see, one table after the other.
  private final List<Set<String>> tables = new ArrayList<>();

  private final Map<String, Committed> commits = new HashMap<>();

  /// Whose commit the folder shows, the last one last.
  private final Deque<String> committers = new ArrayDeque<>();

  private final Set<String> refused = new HashSet<>();
  private final Set<String> mayAppear = new HashSet<>();
  private final Set<String> appeared = new HashSet<>();
  private @Nullable String early;

  /// Whether the last commit was, which takes `_SUCCESS` away before it knows.
  private boolean isAbandoned;

  /// Whether `_SUCCESS` was written after the commit point of a run by one that finished an earlier
  /// run's commit beside somebody else, and came last. S3 has no request that would hold it back.
  private boolean isLateClaim;

  OutputJudge(WorldPlan plan, SimulatedS3 s3) {
    this.plan = plan;
    this.s3 = s3;
    s3.onWrite(this::written);
    s3.onDelete(this::deleted);
  }

  void writeOld() {
    var old = new TreeSet<String>();
    for (int number = 0; plan.output() != null && number < plan.oldFiles(); number++) {
      old.add(WorldPlan.OUTPUT + "old-" + number + ".parquet");
    }
    old.forEach(path -> s3.state().write(path, new byte[1]));
    if (!old.isEmpty()) {
      s3.state().write(SUCCESS, new byte[0]);
    }
    mayAppear.addAll(old);
    appeared.addAll(old);
    tables.add(old);
  }

  private void written(String path) {
    if (path.equals(RECORD)) {
      isLateClaim = false;
      commit(PlanJson.read(s3.state().peek(RECORD), Committed.class));
    } else if (path.equals(SUCCESS)) {
      isLateClaim =
          s3.state().head(RECORD).isPresent()
              && !claims(PlanJson.read(s3.state().peek(RECORD), Committed.class).runId());
    } else if (path.startsWith(WorldPlan.OUTPUT) && appeared.add(path)) {
      if (!mayAppear.contains(path)) {
        broken(path + " appears before its commit point");
      } else if (s3.state().head(SUCCESS).isPresent() && !isLateClaim) {
        broken(path + " appears while _SUCCESS says that the folder is complete");
      }
    }
  }

  /// What is replaced goes when all is there that replaces it.
  private void deleted(Collection<String> paths) {
    if (paths.contains(RECORD)) {
      abandonIfNothingAppeared();
    }
    boolean isOutput = paths.stream().anyMatch(path -> appeared.contains(path));
    if (isOutput && tables.getLast().stream().anyMatch(path -> s3.state().head(path).isEmpty())) {
      broken(paths + " are gone before all is there that replaces them");
    }
  }

  /// A coordinator that gave the run up dropped its files while another one reached the point: the
  /// table is what it was.
  private void abandonIfNothingAppeared() {
    var last = commits.get(committers.peekLast());
    if (last != null
        && !last.files().isEmpty()
        && last.paths().stream().noneMatch(appeared::contains)) {
      commits.remove(committers.removeLast());
      tables.add(tables.get(tables.size() - 2));
      isAbandoned = true;
    }
  }

  private void broken(String what) {
    if (early == null) {
      early = what;
    }
  }

  /// The same again changes nothing: a coordinator that slept may create it once more. Only where
  /// there are no files can nobody know that they were committed before.
  private void commit(Committed commit) {
    boolean isKnown = commits.containsKey(commit.runId()) || refused.contains(commit.runId());
    if (isKnown && !commit.files().isEmpty()) {
      return;
    }
    var table = tables.getLast();
    if (!table.isEmpty() && mayRefuse(commit.mode())) {
      refused.add(commit.runId());
      return;
    }
    var next = new TreeSet<>(commit.mode() == WriteMode.OVERWRITE ? Set.<String>of() : table);
    next.addAll(commit.paths());
    tables.add(next);
    commits.put(commit.runId(), commit);
    mayAppear.addAll(commit.paths());
    committers.add(commit.runId());
    isAbandoned = false;
  }

  private static boolean mayRefuse(WriteMode mode) {
    return switch (mode) {
      case APPEND, OVERWRITE -> false;
      case ERRORIFEXISTS, IGNORE -> true;
    };
  }

  Optional<String> earlyBreach() {
    return Optional.ofNullable(early);
  }

  /// How many tables there were so far.
  int tableCount() {
    return tables.size();
  }

  /// What is wrong with what a reader saw who began when there were `before` tables.
  Optional<String> readBreach(Set<String> seen, int before) {
    return tables.subList(before - 1, tables.size()).contains(seen)
        ? Optional.empty()
        : Optional.of(
            "a reader sees %s, and not one of %s"
                .formatted(seen, tables.subList(before - 1, tables.size())));
  }

  /// Whether the write mode may end a run in a failure.
  boolean mayRefuse(FileSink sink) {
    return sink.mode() == WriteMode.ERRORIFEXISTS
        && tables.stream().anyMatch(table -> !table.isEmpty());
  }

  boolean isCommitted(String runId) {
    return commits.containsKey(runId);
  }

  /// What is wrong with how a run ended.
  Optional<String> breach(String runId, FileSink sink, List<LoggedEvent> log) {
    boolean isCommitted = isCommitted(runId);
    return switch (outcome(log)) {
      case RunOutcome.Succeeded _ ->
          isCommitted ? filesBreach(runId, log) : Optional.of("succeeded without a commit");
      case RunOutcome.Skipped _ ->
          (!isCommitted || isReplaced(runId))
                  && sink.mode() == WriteMode.IGNORE
                  && tables.stream().anyMatch(table -> !table.isEmpty())
              ? Optional.empty()
              : Optional.of("skipped, and there are " + tables);
      case RunOutcome.Failed(var cause) ->
          !isCommitted || cause.message().contains("committed") || isReplaced(runId)
              ? Optional.empty()
              : Optional.of("a committed run failed: " + cause.message());
      case RunOutcome.Cancelled _ ->
          isCommitted ? Optional.of("a committed run was cancelled") : Optional.empty();
    };
  }

  /// Whether a later run has left nothing of its files, so that it cannot know that it committed.
  boolean isReplaced(String runId) {
    return isCommitted(runId)
        && !runId.equals(committers.peekLast())
        && commits.get(runId).paths().stream().noneMatch(tables.getLast()::contains);
  }

  private Optional<String> filesBreach(String runId, List<LoggedEvent> log) {
    var state = new RunState(((RunEvent.RunStarted) log.getFirst().event()).request());
    for (var logged : log) {
      if (logged.event() instanceof RunEvent.CommitStarted) {
        break;
      }
      state.apply(logged.time(), logged.event());
    }
    var won = new TreeSet<String>();
    state.files().stream().map(PendingFile::path).forEach(won::add);
    var committed = commits.get(runId).paths();
    return won.equals(committed)
        ? Optional.empty()
        : Optional.of("%s is committed, %s won".formatted(committed, won));
  }

  /// What is wrong with the folder when all is quiet and no commit is under way.
  Optional<String> folderBreach() {
    if (plan.output() == null || s3.state().head(RECORD).isPresent()) {
      return Optional.empty();
    }
    var visible = new TreeSet<String>();
    for (var path : s3.state().paths()) {
      if (path.startsWith(WorldPlan.OUTPUT) && !path.equals(SUCCESS)) {
        visible.add(path);
      }
    }
    if (!visible.equals(tables.getLast())) {
      return Optional.of("%s is visible, not %s".formatted(visible, tables.getLast()));
    }
    var lastRun = committers.peekLast();
    boolean isGone = isAbandoned && s3.state().head(SUCCESS).isEmpty();
    return lastRun == null || isGone || claims(lastRun)
        ? Optional.empty()
        : Optional.of("_SUCCESS is not that of " + lastRun);
  }

  /// Whether `_SUCCESS` is there and of that run.
  private boolean claims(String runId) {
    return s3.state().head(SUCCESS).isPresent()
        && new String(s3.state().peek(SUCCESS), StandardCharsets.UTF_8)
            .contains("\"" + runId + "\"");
  }

  /// Whether a commit is under way.
  boolean isPending() {
    return s3.state().head(RECORD).isPresent();
  }

  static RunOutcome outcome(List<LoggedEvent> log) {
    return log.stream()
        .map(LoggedEvent::event)
        .filter(RunEvent.RunEnded.class::isInstance)
        .map(event -> ((RunEvent.RunEnded) event).outcome())
        .findFirst()
        .orElseThrow();
  }
}
