package dev.stint.coordinator.report;

import dev.stint.coordinator.history.RunStanding;
import dev.stint.coordinator.history.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Runs as `stint runs` lists them.
public final class RunsText {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /// Bytes, retries; rows; the last sign of life; the job.
  private static final List<Set<Integer>> DISPENSABLE_COLUMNS =
      List.of(Set.of(6, 7, 8), Set.of(5), Set.of(9), Set.of(10));

  private RunsText() {}

  /// A line for each run below a headline, of at most `width` characters, with times in `zone`.
  public static String of(List<RunSummary> runs, Instant now, ZoneId zone, int width) {
    var grid = new Grid(DISPENSABLE_COLUMNS, Set.of(1, 2), width);
    grid.add(
        "run",
        "state",
        "started",
        "time",
        "cost",
        "rows",
        "read",
        "written",
        "retries",
        "last sign",
        "job");
    for (var run : runs) {
      grid.add(
          run.runId(),
          standing(run.standing()),
          TIME.format(run.startTime().atZone(zone)),
          Amounts.time(run.duration()),
          Amounts.dollars(run.dollars()),
          Amounts.count(run.rows()),
          Amounts.bytes(run.readBytes()),
          Amounts.bytes(run.writtenBytes()),
          Amounts.count(run.retries()),
          age(run.lastSign(), now),
          job(run));
    }
    return grid.text();
  }

  static String standing(RunStanding standing) {
    return standing.name().toLowerCase(Locale.ROOT);
  }

  /// `3 s ago`, `5 min ago`, `2 h ago`, `12 d ago`.
  public static String age(Instant time, Instant now) {
    var age = Duration.between(time, now);
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 100) {
      return seconds + " s ago";
    }
    if (seconds < Duration.ofMinutes(100).toSeconds()) {
      return age.toMinutes() + " min ago";
    }
    return seconds < Duration.ofDays(2).toSeconds()
        ? age.toHours() + " h ago"
        : age.toDays() + " d ago";
  }

  /// `daily (2 of 3)`, `(2 of 3)`, nothing.
  private static String job(RunSummary run) {
    var origin = run.origin();
    if (origin == null) {
      return "";
    }
    var name = origin.job() == null ? "" : origin.job();
    var statement =
        origin.statements() == 1
            ? ""
            : "(%d of %d)".formatted(origin.statement() + 1, origin.statements());
    return (name + " " + statement).strip();
  }
}
