package dev.stint.coordinator.gc;

import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.history.RunLog;
import dev.stint.shuffle.store.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is to be cleared away in a work folder, from one listing and the logs of its runs.
///
/// `dead` are runs that have not ended, or have ended and are not swept, and gave no sign of life
/// for [#DEAD_AFTER]. `silent` are those that may be alive though they gave none for a while; they
/// are left alone. `forgotten` are the objects of runs that ended long ago, `orphans` those of runs
/// that have no log, both by the runs' ids. `unreadable` says why the logs of some runs cannot be
/// read; these are left alone too. `objects` is all that is there.
public record GcPlan(
    List<RunLog> dead,
    List<RunLog> silent,
    Map<String, List<ObjectInfo>> forgotten,
    Map<String, List<ObjectInfo>> orphans,
    Map<String, String> unreadable,
    Map<String, List<ObjectInfo>> objects) {

  /// A coordinator that is there gives a sign of life every few seconds; this is so much longer
  /// that no clock of any machine, and no pause of it, makes it seem dead.
  public static final Duration DEAD_AFTER = Duration.ofHours(1);

  public GcPlan {
    dead = List.copyOf(dead);
    silent = List.copyOf(silent);
  }

  /// `logAge` is the age at which logs of runs that have ended are forgotten.
  public static GcPlan of(RunHistory history, Duration logAge, Instant now) {
    var objects = history.objects();
    var logs = history.read(List.copyOf(objects.keySet()));
    var byId = logs.logs().stream().collect(Collectors.toMap(RunLog::runId, Function.identity()));
    var dead = new ArrayList<RunLog>();
    var silent = new ArrayList<RunLog>();
    var forgotten = new TreeMap<String, List<ObjectInfo>>();
    var orphans = new TreeMap<String, List<ObjectInfo>>();
    objects.forEach(
        (runId, found) -> {
          var log = byId.get(runId);
          if (log == null) {
            if (!logs.unreadable().containsKey(runId) && isOlder(newest(found), DEAD_AFTER, now)) {
              orphans.put(runId, found);
            }
          } else if (log.isSwept()) {
            if (isOlder(log.lastSign(), logAge, now)) {
              forgotten.put(runId, found);
            }
          } else if (isOlder(log.lastSign(), DEAD_AFTER, now)) {
            dead.add(log);
          } else if (log.isSilentFor(RunLog.SILENCE, now)) {
            silent.add(log);
          }
        });
    return new GcPlan(dead, silent, forgotten, orphans, logs.unreadable(), objects);
  }

  private static Instant newest(List<ObjectInfo> objects) {
    return objects.stream().map(ObjectInfo::lastModified).max(Instant::compareTo).orElseThrow();
  }

  private static boolean isOlder(Instant time, Duration age, Instant now) {
    return time.plus(age).isBefore(now);
  }

  /// Whether there is nothing to do.
  public boolean isEmpty() {
    return dead.isEmpty() && forgotten.isEmpty() && orphans.isEmpty();
  }
}
