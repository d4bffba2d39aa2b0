package dev.stint.coordinator.ui;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.history.FollowedLog;
import dev.stint.coordinator.history.RunHistory;
import dev.stint.coordinator.page.PageFold;
import dev.stint.plan.failure.StintException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The runs of a target, as pages want them. Logs of runs that go on are followed; of those that
/// are over a line is kept, and of the last ones that were looked at the whole page. Safe for use
/// by many threads.
public final class UiRuns {

  private static final int READS_AT_ONCE = 8;

  /// How many runs are kept whole.
  private static final int KEPT_PAGES = 8;

  private final List<RunHistory> histories;
  private final PriceTable prices;
  private final InstantSource clock;
  private final Map<String, RunList.Line> overLines = new ConcurrentHashMap<>();
  private final Map<String, Followed> followed = new LinkedHashMap<>(16, 0.75f, true);

  public UiRuns(List<RunHistory> histories, PriceTable prices, InstantSource clock) {
    this.histories = List.copyOf(histories);
    this.prices = prices;
    this.clock = clock;
  }

  /// A run whose log is read on whenever it is asked for.
  private final class Followed {

    private final FollowedLog log;
    private final PageFold fold = new PageFold();
    private long events;

    Followed(FollowedLog log) {
      this.log = log;
    }

    /// Empty while the run's log has not begun, and when there is nothing newer than `version`.
    synchronized Optional<PageData> page(@Nullable String version) {
      var lastSign = readOn();
      if (!fold.isBegun()) {
        return Optional.empty();
      }
      var now = clock.instant();
      var newVersion = events + "-" + fold.standing(prices, lastSign, now);
      return newVersion.equals(version)
          ? Optional.empty()
          : Optional.of(PageData.of(fold.page(prices, lastSign, now), newVersion));
    }

    private Instant readOn() {
      if (fold.isOver()) {
        return fold.lastTime();
      }
      var next = log.next();
      next.forEach(fold::on);
      events += next.size();
      return fold.isOver() ? fold.lastTime() : log.lastSign(fold.lastTime());
    }

    synchronized boolean isBegun() {
      return fold.isBegun();
    }

    synchronized boolean isOver() {
      return fold.isOver();
    }
  }

  /// A run's page; empty when it is not newer than `version`.
  ///
  /// @throws StintException of kind USER when there is no such run, or its log cannot be read
  public Optional<PageData> page(String runId, @Nullable String version) {
    var run = followed(runId);
    var page = run.page(version);
    if (!run.isBegun()) {
      throw StintException.user("there is no run " + runId);
    }
    return page;
  }

  private Followed followed(String runId) {
    return known(runId)
        .orElseGet(
            () ->
                histories.stream()
                    .filter(each -> each.runIds().contains(runId))
                    .findFirst()
                    .map(history -> keep(runId, new Followed(history.follow(runId))))
                    .orElseThrow(() -> StintException.user("there is no run " + runId)));
  }

  private Optional<Followed> known(String runId) {
    synchronized (followed) {
      return Optional.ofNullable(followed.get(runId));
    }
  }

  private Followed keep(String runId, Followed run) {
    synchronized (followed) {
      var kept = followed.putIfAbsent(runId, run);
      while (followed.size() > KEPT_PAGES) {
        followed.remove(followed.keySet().iterator().next());
      }
      return kept == null ? run : kept;
    }
  }

  /// All runs, the newest first, and why those that are missing cannot be read.
  public Lines lines() {
    var places = new Semaphore(READS_AT_ONCE);
    var readings = new TreeMap<String, Future<Optional<RunList.Line>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var history : histories) {
        for (var runId : history.runIds()) {
          readings.put(runId, threads.submit(() -> line(runId, history, places)));
        }
      }
    }
    var lines = new ArrayList<RunList.Line>();
    var unreadable = new ArrayList<String>();
    readings.forEach(
        (runId, reading) -> {
          switch (reading.state()) {
            case SUCCESS -> reading.resultNow().ifPresent(lines::add);
            case FAILED ->
                unreadable.add("run " + runId + ": " + reading.exceptionNow().getMessage());
            case CANCELLED, RUNNING -> throw new IllegalStateException("reading " + runId);
          }
        });
    lines.sort((a, b) -> Long.compare(b.startedAt(), a.startedAt()));
    return new Lines(lines, unreadable);
  }

  /// Runs in lines, and those that cannot be read.
  public record Lines(List<RunList.Line> lines, List<String> unreadable) {

    public Lines {
      lines = List.copyOf(lines);
      unreadable = List.copyOf(unreadable);
    }
  }

  private Optional<RunList.Line> line(String runId, RunHistory history, Semaphore places)
      throws InterruptedException {
    var over = overLines.get(runId);
    if (over != null) {
      return Optional.of(over);
    }
    places.acquire();
    try {
      var run = known(runId).orElseGet(() -> new Followed(history.follow(runId)));
      var line = run.page(null).map(RunList.Line::of);
      if (run.isOver()) {
        line.ifPresent(known -> overLines.put(runId, known));
      } else {
        keep(runId, run);
      }
      return line;
    } finally {
      places.release();
    }
  }
}
