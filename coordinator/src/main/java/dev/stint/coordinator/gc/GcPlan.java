package dev.stint.coordinator.gc;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.history.RunLog;
import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.run.RunObjects;
import dev.stint.plan.stage.StageOutput.FileSink;
import dev.stint.shuffle.store.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is to be cleared away in a work folder, from one listing and the logs of its runs.
///
/// `dead` are runs that have not ended, or have ended and are not swept, and gave no sign of life
/// for [#DEAD_AFTER]. `silent` are those that may be alive though they gave none for a while; they
/// are left alone. `late` are objects, by the runs' ids, that came after their runs were swept,
/// from a function or a coordinator that nobody waited for. `forgotten` are the objects of runs
/// that ended long ago, `orphans` those of runs that have no log. `outputs` are the folders to
/// which runs write that are dead or over. `unreadable` says why the logs of some runs cannot be
/// read; these are left alone too. `objects` is all that is there.
public record GcPlan(
    Instant time,
    List<RunLog> dead,
    List<RunLog> silent,
    Map<String, List<ObjectInfo>> late,
    Map<String, List<ObjectInfo>> forgotten,
    Map<String, List<ObjectInfo>> orphans,
    Set<String> swept,
    Set<String> outputs,
    Map<String, String> unreadable,
    Map<String, List<ObjectInfo>> objects) {

  /// A coordinator that is there gives a sign of life every few seconds; this is so much longer
  /// that no clock of any machine, and no pause of it, makes it seem dead.
  public static final Duration DEAD_AFTER = Duration.ofHours(1);

  /// A session that keeps rows says that it is there with each statement that reads them. One that
  /// comes back after a longer pause computes them anew.
  static final Duration KEPT_FOR = Duration.ofDays(1);

  /// An execution without any run begins no more when it was asked for so long ago: AWS Lambda
  /// gives up requests that it could not begin after six hours.
  static final Duration NOT_BEGUN_AFTER = Duration.ofDays(1);

  public GcPlan {
    dead = List.copyOf(dead);
    silent = List.copyOf(silent);
    swept = Set.copyOf(swept);
  }

  /// `logAge` is the age at which logs of runs that have ended are forgotten.
  public static GcPlan of(RunHistory history, Duration logAge, Instant now) {
    var objects = history.objects();
    var logs = history.read(List.copyOf(objects.keySet()));
    var byId = logs.logs().stream().collect(Collectors.toMap(RunLog::runId, Function.identity()));
    var dead = new ArrayList<RunLog>();
    var silent = new ArrayList<RunLog>();
    var swept = new ArrayList<RunLog>();
    var late = new TreeMap<String, List<ObjectInfo>>();
    var forgotten = new TreeMap<String, List<ObjectInfo>>();
    var orphans = new TreeMap<String, List<ObjectInfo>>();
    objects.forEach(
        (runId, found) -> {
          var log = byId.get(runId);
          if (log == null) {
            var age = RunObjects.isKept(runId) ? KEPT_FOR : DEAD_AFTER;
            if (!logs.unreadable().containsKey(runId) && isOlder(newest(found), age, now)) {
              orphans.put(runId, found);
            }
          } else if (log.isSwept()) {
            swept.add(log);
            if (isOlder(log.lastSign(), logAge, now)) {
              forgotten.put(runId, found);
            } else if (found.stream().anyMatch(GcPlan::isTemporary)) {
              late.put(runId, found.stream().filter(GcPlan::isTemporary).toList());
            }
          } else if (isOlder(log.lastSign(), DEAD_AFTER, now)) {
            dead.add(log);
          } else if (log.isSilentFor(RunLog.SILENCE, now)) {
            silent.add(log);
          }
        });
    return new GcPlan(
        now,
        dead,
        silent,
        late,
        forgotten,
        orphans,
        swept.stream().map(RunLog::runId).collect(toUnmodifiableSet()),
        outputs(Stream.concat(dead.stream(), swept.stream())),
        logs.unreadable(),
        objects);
  }

  private static Instant newest(List<ObjectInfo> objects) {
    return objects.stream().map(ObjectInfo::lastModified).max(Instant::compareTo).orElseThrow();
  }

  private static boolean isOlder(Instant time, Duration age, Instant now) {
    return time.plus(age).isBefore(now);
  }

  private static Set<String> outputs(Stream<RunLog> logs) {
    return logs.flatMap(log -> output(log).stream()).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<String> output(RunLog log) {
    return log.request().graph().root().fragment().output() instanceof FileSink sink
        ? Optional.of(sink.path())
        : Optional.empty();
  }

  /// Whether an object of a run is none of its log's.
  static boolean isTemporary(ObjectInfo object) {
    return !object.path().contains("/" + Journal.folder(""));
  }

  /// Whether there is nothing to do. Where there are outputs, only a look at them tells.
  public boolean isEmpty() {
    return dead.isEmpty()
        && late.isEmpty()
        && forgotten.isEmpty()
        && orphans.isEmpty()
        && outputs.isEmpty();
  }
}
