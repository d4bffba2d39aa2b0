package dev.stint.coordinator.history;

import dev.stint.coordinator.journal.Journal;
import dev.stint.coordinator.run.RunObjects;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectInfo;
import dev.stint.shuffle.store.ObjectStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// The runs whose logs are in a work folder. It reads, and changes nothing.
public final class RunHistory {

  private static final int READS_AT_ONCE = 32;

  private final ObjectStore store;
  private final String workPath;

  /// `workPath` has no slash at its end.
  public RunHistory(ObjectStore store, String workPath) {
    this.store = store;
    this.workPath = workPath;
  }

  /// Logs, in the order of their runs' ids, and for each run whose log cannot be read, why.
  public record Logs(List<RunLog> logs, Map<String, String> unreadable) {

    public Logs {
      logs = List.copyOf(logs);
      unreadable = Map.copyOf(unreadable);
    }
  }

  /// The ids of all runs of which there is anything, by one request for each thousand.
  public List<String> runIds() {
    return store.folders(RunObjects.runsFolder(workPath));
  }

  /// Where a run's objects are, with a slash at the end.
  public String runPath(String runId) {
    return RunObjects.runsFolder(workPath) + runId + "/";
  }

  /// A run's log; empty when there is none.
  ///
  /// @throws StintException when it is of another version of Stint, damaged or out of reach
  public Optional<RunLog> read(String runId) {
    var events = new Journal(store, runPath(runId), "reader").read();
    if (events.isEmpty()) {
      return Optional.empty();
    }
    var log = new RunLog(runId, events, events.getLast().time());
    return Optional.of(log.isSwept() ? log : withLifeSign(log));
  }

  /// A run's log, to be read again and again.
  public FollowedLog follow(String runId) {
    return new FollowedLog(store, runPath(runId));
  }

  private RunLog withLifeSign(RunLog log) {
    var sign =
        store
            .head(RunObjects.lifeSign(runPath(log.runId())))
            .map(ObjectInfo::lastModified)
            .filter(time -> time.isAfter(log.lastSign()))
            .orElse(log.lastSign());
    return new RunLog(log.runId(), log.events(), sign);
  }

  /// The logs of those runs that have one, read several at a time.
  public Logs read(List<String> runIds) {
    return logs(each(runIds, this::read));
  }

  /// When the runs that have a log began, by the store's clock: by one request for each, several at
  /// a time, and without reading any log.
  ///
  /// @throws StintException when the store fails
  public Map<String, Instant> startTimes() {
    var times = new TreeMap<String, Instant>();
    each(runIds(), runId -> store.head(Journal.firstEntry(runPath(runId))))
        .forEach(
            (runId, asking) -> {
              if (asking.state() == Future.State.FAILED) {
                throw unchecked(asking.exceptionNow());
              }
              asking.resultNow().ifPresent(entry -> times.put(runId, entry.lastModified()));
            });
    return times;
  }

  private static <T> Map<String, Future<T>> each(List<String> runIds, Function<String, T> request) {
    var places = new Semaphore(READS_AT_ONCE);
    var answers = new TreeMap<String, Future<T>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var runId : runIds) {
        Callable<T> asking =
            () -> {
              places.acquire();
              try {
                return request.apply(runId);
              } finally {
                places.release();
              }
            };
        answers.put(runId, threads.submit(asking));
      }
    }
    return answers;
  }

  private static Logs logs(Map<String, Future<Optional<RunLog>>> readings) {
    var logs = new ArrayList<RunLog>();
    var unreadable = new TreeMap<String, String>();
    readings.forEach(
        (runId, reading) -> {
          switch (reading.state()) {
            case SUCCESS -> reading.resultNow().ifPresent(logs::add);
            case FAILED -> unreadable.put(runId, message(reading.exceptionNow()));
            case CANCELLED, RUNNING -> throw new IllegalStateException("reading " + runId);
          }
        });
    return new Logs(logs, unreadable);
  }

  private static String message(Throwable failure) {
    if (failure instanceof StintException known) {
      return String.valueOf(known.getMessage());
    }
    throw unchecked(failure);
  }

  private static RuntimeException unchecked(Throwable failure) {
    return switch (failure) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(failure);
    };
  }

  /// Everything that is there of runs, the logs included, by their ids.
  public Map<String, List<ObjectInfo>> objects() {
    var folder = RunObjects.runsFolder(workPath);
    var objects = new TreeMap<String, List<ObjectInfo>>();
    for (var object : store.list(folder)) {
      var rest = object.path().substring(folder.length());
      int slash = rest.indexOf('/');
      if (slash > 0) {
        objects.computeIfAbsent(rest.substring(0, slash), _ -> new ArrayList<>()).add(object);
      }
    }
    return objects;
  }
}
