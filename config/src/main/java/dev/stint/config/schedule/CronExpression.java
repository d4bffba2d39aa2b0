package dev.stint.config.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `cron(minutes hours day-of-month month day-of-week year)`, as EventBridge Scheduler reads it. A
/// time that the clocks leave out in spring is passed over; one that they repeat in autumn is taken
/// once, the first time.
public record CronExpression(
    String text,
    NavigableSet<Integer> minutes,
    NavigableSet<Integer> hours,
    NavigableSet<Integer> months,
    CronDays days,
    NavigableSet<Integer> years)
    implements ScheduleExpression {

  private static final Pattern SPACES = Pattern.compile("\\s+");

  static CronExpression parse(String inner) {
    var text = "cron(" + inner + ")";
    var fields = SPACES.splitAsStream(inner.strip()).toList();
    if (fields.size() != 6) {
      throw new IllegalArgumentException(
          "'%s' has %d fields; cron has six: minutes, hours, day of month, month, day of week, year"
              .formatted(text, inner.isBlank() ? 0 : fields.size()));
    }
    return new CronExpression(
        text,
        CronField.MINUTES.parse(text, fields.get(0)),
        CronField.HOURS.parse(text, fields.get(1)),
        CronField.MONTHS.parse(text, fields.get(3)),
        CronDays.parse(text, fields.get(2), fields.get(4)),
        CronField.YEARS.parse(text, fields.get(5)));
  }

  @Override
  public Optional<Instant> next(Instant time, ZoneId zone, Instant anchor) {
    var date = dateFrom(time.atZone(zone).toLocalDate());
    while (date != null) {
      for (var instant : instants(date, zone)) {
        if (instant.isAfter(time)) {
          return Optional.of(instant);
        }
      }
      date = dateFrom(date.plusDays(1));
    }
    return Optional.empty();
  }

  @Override
  public Optional<Instant> atOrBefore(Instant time, ZoneId zone, Instant anchor) {
    var date = dateUpTo(time.atZone(zone).toLocalDate());
    while (date != null) {
      for (var instant : instants(date, zone).reversed()) {
        if (!instant.isAfter(time)) {
          return Optional.of(instant);
        }
      }
      date = dateUpTo(date.minusDays(1));
    }
    return Optional.empty();
  }

  /// The first day of the schedule that is not before `first`; `null` when there is none.
  private @Nullable LocalDate dateFrom(LocalDate first) {
    var date = first;
    while (date.getYear() <= years.last()) {
      if (!years.contains(date.getYear())) {
        date = LocalDate.of(date.getYear() + 1, 1, 1);
      } else if (!months.contains(date.getMonthValue())) {
        date = date.withDayOfMonth(1).plusMonths(1);
      } else if (!days.includes(date)) {
        date = date.plusDays(1);
      } else {
        return date;
      }
    }
    return null;
  }

  /// The last day of the schedule that is not after `last`; `null` when there is none.
  private @Nullable LocalDate dateUpTo(LocalDate last) {
    var date = last;
    while (date.getYear() >= years.first()) {
      if (!years.contains(date.getYear())) {
        date = LocalDate.of(date.getYear() - 1, 12, 31);
      } else if (!months.contains(date.getMonthValue())) {
        date = date.withDayOfMonth(1).minusDays(1);
      } else if (!days.includes(date)) {
        date = date.minusDays(1);
      } else {
        return date;
      }
    }
    return null;
  }

  private List<Instant> instants(LocalDate date, ZoneId zone) {
    var instants = new ArrayList<Instant>();
    for (int hour : hours) {
      for (int minute : minutes) {
        var time = date.atTime(hour, minute);
        // None in the gap of spring; in autumn's overlap the first is the earlier one.
        zone.getRules().getValidOffsets(time).stream()
            .findFirst()
            .ifPresent(offset -> instants.add(time.toInstant(offset)));
      }
    }
    return instants;
  }
}
