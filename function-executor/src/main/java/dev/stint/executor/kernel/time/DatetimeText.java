package dev.stint.executor.kernel.time;

import dev.stint.executor.kernel.decimal.Int128;
import dev.stint.executor.kernel.number.NumberText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads dates and timestamps in the forms that Spark's casts take: `yyyy`, `yyyy-M`, `yyyy-M-d`,
/// and for timestamps a time `H:m:s.SSSSSS` after a blank or `T`, and a zone after that. Digits of
/// the second beyond microseconds are dropped.
public final class DatetimeText {

  /// What the methods give for text that is neither.
  public static final long MALFORMED = Long.MIN_VALUE;

  private static final Pattern ONE_DIGIT_HOUR = Pattern.compile("^([+-])(\\d)(?=:|$)");
  private static final Pattern ONE_DIGIT_MINUTE = Pattern.compile("^([+-]\\d\\d):(\\d)$");

  private DatetimeText() {}

  /// Days since 1970-01-01. What follows a whole date after a blank or `T` is not looked at.
  public static long parseDate(byte[] data, int from, int to) {
    int start = NumberText.skipBlanks(data, from, to);
    int end = NumberText.dropBlanks(data, start, to);
    if (end - start == 10 && data[start + 4] == '-' && data[start + 7] == '-') {
      return fixedDate(data, start);
    }
    var cursor = new Cursor(data, start, end);
    long day = cursor.date(7);
    return day == MALFORMED || cursor.isAtEnd() || cursor.isAfterWholeDate() ? day : MALFORMED;
  }

  /// Microseconds since 1970-01-01 00:00: of an instant, read with `clock`'s zone when the text
  /// names none; of a wall clock when `clock` is `null`, and a zone in the text is not looked at.
  public static long parseTimestamp(byte[] data, int from, int to, @Nullable ZoneClock clock) {
    int start = NumberText.skipBlanks(data, from, to);
    int end = NumberText.dropBlanks(data, start, to);
    int length = end - start;
    if (length == 19 || (length > 19 && length <= 26 && data[start + 19] == '.')) {
      long micros = fixedTimestamp(data, start, end);
      if (micros != MALFORMED) {
        return clock == null ? micros : clock.toInstant(micros);
      }
    }
    return new Cursor(data, start, end).timestamp(clock);
  }

  private static long fixedDate(byte[] data, int start) {
    int year = number(data, start, 4);
    int month = number(data, start + 5, 2);
    int day = number(data, start + 8, 2);
    return (year | month | day) >= 0 && CivilDate.exists(year, month, day)
        ? CivilDate.day(year, month, day)
        : MALFORMED;
  }

  private static long fixedTimestamp(byte[] data, int start, int end) {
    boolean isFormed =
        data[start + 4] == '-'
            && data[start + 7] == '-'
            && (data[start + 10] == ' ' || data[start + 10] == 'T')
            && data[start + 13] == ':'
            && data[start + 16] == ':';
    if (!isFormed) {
      return MALFORMED;
    }
    long day = fixedDate(data, start);
    int hour = number(data, start + 11, 2);
    int minute = number(data, start + 14, 2);
    int second = number(data, start + 17, 2);
    int fractionDigits = Math.max(0, end - start - 20);
    int fraction = number(data, start + 20, fractionDigits);
    if (day == MALFORMED || (hour | minute | second | fraction) < 0) {
      return MALFORMED;
    }
    if (hour > 23 || minute > 59 || second > 59) {
      return MALFORMED;
    }
    long micros = fraction * Int128.longPowerOfTen(6 - fractionDigits);
    return micros(day, hour, minute, second, micros);
  }

  static long micros(long day, long hour, long minute, long second, long micros) {
    return ((day * 24 + hour) * 60 + minute) * 60 * 1_000_000L + second * 1_000_000L + micros;
  }

  /// The number that `count` digits make; negative when one is no digit.
  static int number(byte[] data, int start, int count) {
    int value = 0;
    int wrong = 0;
    for (int i = start; i < start + count; i++) {
      int digit = data[i] - '0';
      wrong |= digit | (9 - digit);
      value = value * 10 + digit;
    }
    return wrong < 0 ? -1 : value;
  }

  /// The zone that `text` names in one of Spark's forms (`Z`, `+1`, `+01:00`, `UTC+1`,
  /// `Europe/Paris`); `null` when it is none.
  static @Nullable ZoneId zone(String text) {
    String offset = ONE_DIGIT_HOUR.matcher(text.strip()).replaceFirst("$10$2");
    offset = ONE_DIGIT_MINUTE.matcher(offset).replaceFirst("$1:0$2");
    try {
      return ZoneId.of(offset, ZoneId.SHORT_IDS);
    } catch (DateTimeException _) {
      return null;
    }
  }

  /// Reads the forms that have no fixed width.
  private static final class Cursor {

    private final byte[] data;
    private final int end;
    private int position;
    private int fields;

    Cursor(byte[] data, int start, int end) {
      this.data = data;
      this.position = start;
      this.end = end;
    }

    boolean isAtEnd() {
      return position == end;
    }

    boolean isAfterWholeDate() {
      return fields == 3 && (data[position] == ' ' || data[position] == 'T');
    }

    /// The day that the date here names, with 1 for what is missing of it.
    long date(int maxYearDigits) {
      boolean isNegative = position < end && data[position] == '-';
      if (position < end && (data[position] == '-' || data[position] == '+')) {
        position++;
      }
      long year = digits(4, maxYearDigits);
      long month = 1;
      long day = 1;
      if (year >= 0) {
        fields = 1;
        if (skip('-')) {
          month = digits(1, 2);
          fields = 2;
          if (month >= 0 && skip('-')) {
            day = digits(1, 2);
            fields = 3;
          }
        }
      }
      long signedYear = isNegative ? -year : year;
      return year >= 0 && month >= 0 && day >= 0 && CivilDate.exists(signedYear, month, day)
          ? CivilDate.day(signedYear, month, day)
          : MALFORMED;
    }

    long timestamp(@Nullable ZoneClock clock) {
      long day = date(6);
      if (day == MALFORMED || Math.abs(day) > ZoneClock.MAX_DAY) {
        return MALFORMED;
      }
      long local = day * ZoneClock.MICROS_PER_DAY;
      ZoneId zone = null;
      if (!isAtEnd()) {
        if (!isAfterWholeDate()) {
          return MALFORMED;
        }
        position++;
        long time = time();
        if (time == MALFORMED) {
          return MALFORMED;
        }
        local += time;
        if (!isAtEnd()) {
          zone = zone(new String(data, position, end - position, StandardCharsets.UTF_8));
          if (zone == null) {
            return MALFORMED;
          }
        }
      }
      if (clock == null) {
        return local;
      }
      return zone == null ? clock.toInstant(local) : new ZoneClock(zone).toInstant(local);
    }

    private long time() {
      long hour = digits(1, 2);
      long minute = 0;
      long second = 0;
      long micros = 0;
      if (hour >= 0 && skip(':')) {
        minute = digits(1, 2);
        if (minute >= 0 && skip(':')) {
          second = digits(1, 2);
          if (second >= 0 && skip('.')) {
            micros = fraction();
          }
        }
      }
      boolean isTime =
          hour >= 0 && minute >= 0 && second >= 0 && hour <= 23 && minute <= 59 && second <= 59;
      return isTime ? micros(0, hour, minute, second, micros) : MALFORMED;
    }

    private long fraction() {
      long micros = 0;
      int digits = 0;
      while (position < end && isDigit(data[position])) {
        if (digits < 6) {
          micros = micros * 10 + data[position] - '0';
          digits++;
        }
        position++;
      }
      return micros * Int128.longPowerOfTen(6 - digits);
    }

    private long digits(int min, int max) {
      int start = position;
      long value = 0;
      while (position < end && isDigit(data[position]) && position - start < max) {
        value = value * 10 + data[position] - '0';
        position++;
      }
      return position - start >= min ? value : -1;
    }

    private boolean skip(char separator) {
      if (position < end && data[position] == separator) {
        position++;
        return true;
      }
      return false;
    }

    private static boolean isDigit(byte value) {
      return value >= '0' && value <= '9';
    }
  }
}
