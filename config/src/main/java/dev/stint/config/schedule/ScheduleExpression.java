package dev.stint.config.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When something happens, written as EventBridge Scheduler does: `cron(…)`, `rate(…)` or `at(…)`.
/// `anchor` is the time that rates count from, forwards and backwards; the others do without.
public sealed interface ScheduleExpression permits CronExpression, RateExpression, AtExpression {

  /// @throws IllegalArgumentException saying what is wrong and how to write it
  static ScheduleExpression parse(String text) {
    int open = text.indexOf('(');
    var kind = open < 0 ? "" : text.substring(0, open);
    if (!text.endsWith(")") || open < 0) {
      throw unknown(text);
    }
    var inner = text.substring(open + 1, text.length() - 1);
    return switch (kind) {
      case "cron" -> CronExpression.parse(inner);
      case "rate" -> RateExpression.parse(inner);
      case "at" -> AtExpression.parse(inner);
      default -> throw unknown(text);
    };
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "'%s' is not a schedule; write cron(0 3 * * ? *), rate(1 hour) or at(2026-01-31T03:00:00)"
            .formatted(text));
  }

  /// As it is written: what [#parse] takes and EventBridge Scheduler reads.
  String text();

  /// The first time after `time`; empty when there is none.
  Optional<Instant> next(Instant time, ZoneId zone, Instant anchor);

  /// The last time not after `time`; empty when there is none.
  Optional<Instant> atOrBefore(Instant time, ZoneId zone, Instant anchor);

  /// The times from `from` to before `to`, in their order, but at most `max` of them.
  default List<Instant> between(Instant from, Instant to, ZoneId zone, Instant anchor, int max) {
    var times = new ArrayList<Instant>();
    var next = next(from.minusNanos(1), zone, anchor);
    while (times.size() < max && next.isPresent() && next.get().isBefore(to)) {
      times.add(next.get());
      next = next(next.get(), zone, anchor);
    }
    return times;
  }
}
