package dev.stint.config.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.regex.Pattern;

/// The days that a cron expression's day of month or day of week gives; the other one of both is
/// `?`. Days of the week count from Sunday, which is 1.
public sealed interface CronDays {

  boolean includes(LocalDate date);

  /// Days 1 to 31.
  record OfMonth(NavigableSet<Integer> days) implements CronDays {
    @Override
    public boolean includes(LocalDate date) {
      return days.contains(date.getDayOfMonth());
    }
  }

  /// `L`: a month's last day.
  record LastOfMonth() implements CronDays {
    @Override
    public boolean includes(LocalDate date) {
      return date.getDayOfMonth() == date.lengthOfMonth();
    }
  }

  /// `15W`: of Monday to Friday the one nearest to a day of the month, within the month.
  record NearestWeekday(int day) implements CronDays {
    @Override
    public boolean includes(LocalDate date) {
      var month = YearMonth.from(date);
      return day <= month.lengthOfMonth() && nearest(month.atDay(day)).equals(date);
    }

    private static LocalDate nearest(LocalDate date) {
      return switch (date.getDayOfWeek()) {
        case SATURDAY -> date.getDayOfMonth() == 1 ? date.plusDays(2) : date.minusDays(1);
        case SUNDAY ->
            date.getDayOfMonth() == date.lengthOfMonth() ? date.minusDays(2) : date.plusDays(1);
        case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> date;
      };
    }
  }

  /// Days 1 to 7.
  record OfWeek(NavigableSet<Integer> days) implements CronDays {
    @Override
    public boolean includes(LocalDate date) {
      return days.contains(numberOf(date.getDayOfWeek()));
    }
  }

  /// `6L`: a month's last Friday.
  record LastOfWeek(int day) implements CronDays {
    @Override
    public boolean includes(LocalDate date) {
      return numberOf(date.getDayOfWeek()) == day
          && date.getDayOfMonth() + 7 > date.lengthOfMonth();
    }
  }

  /// `3#2`: a month's second Tuesday.
  record NthOfWeek(int day, int nth) implements CronDays {
    @Override
    public boolean includes(LocalDate date) {
      return numberOf(date.getDayOfWeek()) == day && (date.getDayOfMonth() - 1) / 7 + 1 == nth;
    }
  }

  private static int numberOf(DayOfWeek day) {
    return day.getValue() % 7 + 1;
  }

  /// @throws IllegalArgumentException naming the expression and what of it is wrong
  static CronDays parse(String expression, String ofMonth, String ofWeek) {
    if (ofMonth.equals("?") == ofWeek.equals("?")) {
      throw new IllegalArgumentException(
          "'%s' has day of month '%s' and day of week '%s'; one of them must be ?, and only one"
              .formatted(expression, ofMonth, ofWeek));
    }
    return ofWeek.equals("?")
        ? ofMonth(expression, ofMonth.toUpperCase(Locale.ROOT))
        : ofWeek(expression, ofWeek.toUpperCase(Locale.ROOT));
  }

  private static CronDays ofMonth(String expression, String text) {
    if (text.equals("L")) {
      return new LastOfMonth();
    }
    if (text.matches("\\d{1,2}W")) {
      var day = text.substring(0, text.length() - 1);
      return new NearestWeekday(CronField.DAYS_OF_MONTH.value(expression, day));
    }
    return new OfMonth(CronField.DAYS_OF_MONTH.parse(expression, text));
  }

  private static CronDays ofWeek(String expression, String text) {
    var field = CronField.DAYS_OF_WEEK;
    if (text.equals("L")) {
      return new OfWeek(field.parse(expression, "7"));
    }
    if (text.matches("\\w+L")) {
      return new LastOfWeek(field.value(expression, text.substring(0, text.length() - 1)));
    }
    var nth = Pattern.compile("(\\w+)#([1-5])").matcher(text);
    return nth.matches()
        ? new NthOfWeek(field.value(expression, nth.group(1)), Integer.parseInt(nth.group(2)))
        : new OfWeek(field.parse(expression, text));
  }
}
