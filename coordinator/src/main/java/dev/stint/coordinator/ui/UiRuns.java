package dev.stint.coordinator.ui;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.event.LoggedEvent;
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

/// The runs of a target, as pages want them. Logs are followed: of each run what its log told is
/// kept, for as many as [#KEPT_EVENTS] allows, and of those that are over a line. Safe for use by
/// many threads.
public final class UiRuns {

  private static final int READS_AT_ONCE = 8;

  /// How many events the runs that are kept may have: some hundred bytes for each.
  private static final long KEPT_EVENTS = 1_000_000;

  /// What a run takes that has no events, counted in events.
  private static final long EVENTS_OF_A_RUN = 500;

  private final List<RunHistory> histories;
  private final PriceTable prices;
  private final InstantSource clock;
  private final Map<String, RunList.Line> overLines = new ConcurrentHashMap<>();

  /// Those that were looked at last at the end.
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
    private volatile long events;

    /// Of a run that is over, since it cannot change any more.
    private @Nullable PageData last;

    Followed(FollowedLog log) {
      this.log = log;
    }

    /// Empty while the run's log has not begun, and when there is nothing newer than `version`.
    synchronized Optional<PageData> page(@Nullable String version) {
      var page = last == null ? newPage(version) : Optional.of(last);
      return page.filter(known -> !known.version().equals(version));
    }

    private Optional<PageData> newPage(@Nullable String version) {
      var lastSign = readOn();
      if (!fold.isBegun()) {
        return Optional.empty();
      }
      var now = clock.instant();
      var newVersion = events + "-" + fold.standing(prices, lastSign, now);
      if (newVersion.equals(version)) {
        return Optional.empty();
      }
      var page = PageData.of(fold.page(prices, lastSign, now), newVersion);
      last = fold.isOver() ? page : null;
      return Optional.of(page);
    }

    private Instant readOn() {
      if (fold.isOver()) {
        return fold.lastTime();
      }
      log.next(this::add);
      return fold.isOver() ? fold.lastTime() : log.lastSign(fold.lastTime());
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time reads on, any looks
    private void add(LoggedEvent event) {
      fold.on(event);
      events++;
    }

    synchronized boolean isBegun() {
      return fold.isBegun();
    }

    synchronized boolean isOver() {
      return fold.isOver();
    }

    /// Does not wait for those that read.
    long weight() {
      return events + EVENTS_OF_A_RUN;
    }
  }

  /// A run's page; empty when it is not newer than `version`.
  ///
  /// @throws StintException of kind USER when there is no such run, or its log cannot be read
  public Optional<PageData> page(String runId, @Nullable String version) {
    var run = followed(runId);
    var page = run.page(version);
    forget();
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
                    .map(history -> followed(runId, history))
                    .orElseThrow(() -> StintException.user("there is no run " + runId)));
  }

  private Optional<Followed> known(String runId) {
    synchronized (followed) {
      return Optional.ofNullable(followed.get(runId));
    }
  }

  /// The same for all who ask at the same time, so that a log is read once.
  private Followed followed(String runId, RunHistory history) {
    synchronized (followed) {
      return followed.computeIfAbsent(runId, run -> new Followed(history.follow(run)));
    }
  }

  /// Forgets what was not looked at for longest, but for the last one.
  private void forget() {
    synchronized (followed) {
      long weight = followed.values().stream().mapToLong(Followed::weight).sum();
      var oldest = followed.values().iterator();
      while (weight > KEPT_EVENTS && followed.size() > 1) {
        weight -= oldest.next().weight();
        oldest.remove();
      }
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
      var run = followed(runId, history);
      var line = run.page(null).map(RunList.Line::of);
      if (run.isOver()) {
        line.ifPresent(known -> overLines.put(runId, known));
      }
      forget();
      return line;
    } finally {
      places.release();
    }
  }
}
