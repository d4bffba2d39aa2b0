package dev.stint.tests.simulation;

import dev.stint.coordinator.event.LoggedEvent;
import dev.stint.coordinator.event.RunEvent;
import dev.stint.coordinator.event.RunOutcome;
import dev.stint.coordinator.schedule.RunState;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.plan.stage.WriteMode;
import dev.stint.plan.task.PendingFile;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What may be visible of a run's output, and when.
final class OutputJudge {

  private static final String RECORD = WorldPlan.OUTPUT + "_stint_commit";
  private static final String SUCCESS = WorldPlan.OUTPUT + "_SUCCESS";

  private final WorldPlan plan;
  private final SimulatedS3 s3;
  private final Set<String> old = new TreeSet<>();
  private final Set<String> appeared = new HashSet<>();
  private boolean isCommitted;
  private @Nullable String early;

  OutputJudge(WorldPlan plan, SimulatedS3 s3) {
    this.plan = plan;
    this.s3 = s3;
    s3.onWrite(this::written);
  }

  void writeOld() {
    if (plan.output() == null) {
      return;
    }
    for (int number = 0; number < plan.oldFiles(); number++) {
      var path = WorldPlan.OUTPUT + "old-" + number + ".parquet";
      s3.state().write(path, new byte[1]);
      old.add(path);
    }
    if (!old.isEmpty()) {
      s3.state().write(SUCCESS, new byte[0]);
    }
  }

  private void written(String path) {
    if (path.equals(RECORD)) {
      isCommitted = true;
    } else if (path.startsWith(WorldPlan.OUTPUT) && !path.equals(SUCCESS)) {
      boolean isAllowed = appeared.contains(path) || s3.state().head(RECORD).isPresent();
      if (!isAllowed && early == null) {
        early = path + " appears";
      }
      appeared.add(path);
    }
  }

  Optional<String> earlyBreach() {
    return Optional.ofNullable(early);
  }

  /// Whether the write mode may end the run in a failure.
  boolean mayRefuse() {
    return plan.output() != null
        && plan.output().mode() == WriteMode.ERRORIFEXISTS
        && !old.isEmpty();
  }

  /// What is wrong when all is quiet.
  Optional<String> breach(List<LoggedEvent> log) {
    var sink = plan.output();
    if (sink == null) {
      return Optional.empty();
    }
    var outcome = outcome(log);
    var visible = visible();
    return switch (outcome) {
      case RunOutcome.Succeeded _ ->
          mayReplace(sink)
              ? succeeded(visible, expected(sink, log))
              : Optional.of("succeeded, where output was");
      case RunOutcome.Skipped _ ->
          sink.mode() == WriteMode.IGNORE && visible.equals(old) && !old.isEmpty()
              ? Optional.empty()
              : Optional.of("skipped: " + visible);
      case RunOutcome.Failed(var cause) ->
          !isCommitted
              ? unchanged(visible)
              : cause.message().contains("committed")
                  ? Optional.empty()
                  : Optional.of("a committed run failed: " + cause.message());
      case RunOutcome.Cancelled _ ->
          isCommitted ? Optional.of("a committed run was cancelled") : unchanged(visible);
    };
  }

  private boolean mayReplace(FileSink sink) {
    return switch (sink.mode()) {
      case APPEND, OVERWRITE -> true;
      case ERRORIFEXISTS, IGNORE -> old.isEmpty();
    };
  }

  private Optional<String> unchanged(Set<String> visible) {
    return visible.equals(old) ? Optional.empty() : Optional.of("changed to " + visible);
  }

  private Optional<String> succeeded(Set<String> visible, Set<String> expected) {
    if (!visible.equals(expected)) {
      return Optional.of("%s is visible, not %s".formatted(visible, expected));
    }
    boolean isOwn =
        s3.state().head(SUCCESS).isPresent()
            && new String(s3.state().peek(SUCCESS), StandardCharsets.UTF_8)
                .contains('"' + WorldPlan.RUN_ID + '"');
    return isOwn ? Optional.empty() : Optional.of("_SUCCESS is not the run's");
  }

  /// Once commits are finished, all of a committed run is there, whatever it heard of it.
  Optional<String> breachAfterGc(List<LoggedEvent> log) {
    var sink = plan.output();
    return sink == null || !isCommitted
        ? Optional.empty()
        : succeeded(visible(), expected(sink, log));
  }

  private Set<String> expected(FileSink sink, List<LoggedEvent> log) {
    var state = new RunState(plan.request());
    for (var logged : log) {
      if (logged.event() instanceof RunEvent.CommitStarted) {
        break;
      }
      state.apply(logged.time(), logged.event());
    }
    var expected = new TreeSet<String>();
    if (sink.mode() != WriteMode.OVERWRITE) {
      expected.addAll(old);
    }
    state.files().stream().map(PendingFile::path).forEach(expected::add);
    return expected;
  }

  private Set<String> visible() {
    var visible = new TreeSet<String>();
    for (var path : s3.state().paths()) {
      if (path.startsWith(WorldPlan.OUTPUT) && !path.equals(SUCCESS) && !path.equals(RECORD)) {
        visible.add(path);
      }
    }
    return visible;
  }

  private static RunOutcome outcome(List<LoggedEvent> log) {
    return log.stream()
        .map(LoggedEvent::event)
        .filter(RunEvent.RunEnded.class::isInstance)
        .map(event -> ((RunEvent.RunEnded) event).outcome())
        .findFirst()
        .orElseThrow();
  }
}
