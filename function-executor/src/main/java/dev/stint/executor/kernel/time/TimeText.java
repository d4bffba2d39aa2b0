package dev.stint.executor.kernel.time;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads times of a day in the forms that Spark's casts take: `H:m`, `H:m:s.SSSSSS`, perhaps after
/// `T`, perhaps of twelve hours before `AM` or `PM`.
public final class TimeText {

  private static final Pattern TIME =
      Pattern.compile(
          "(?=T|\\d+:)T?(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d*))?)?)?(?:\\s*(am|pm))?",
          Pattern.CASE_INSENSITIVE);

  private TimeText() {}

  /// Nanoseconds since midnight, of so many digits of a second; `null` for what is no time.
  public static @Nullable Long parse(String text, int precision) {
    var time = TIME.matcher(text.strip());
    if (!time.matches()) {
      return null;
    }
    int hour = hour(Integer.parseInt(time.group(1)), time.group(5));
    int minute = time.group(2) == null ? 0 : Integer.parseInt(time.group(2));
    int second = time.group(3) == null ? 0 : Integer.parseInt(time.group(3));
    if (hour < 0 || hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    long micros = time.group(4) == null ? 0 : fraction(time.group(4));
    long nanos = ((hour * 60L + minute) * 60 + second) * 1_000_000_000L + micros * 1000;
    return TimeOfDay.cut(nanos, precision);
  }

  /// Of 24 hours; negative for what is none of twelve.
  private static int hour(int written, @Nullable String half) {
    if (half == null) {
      return written;
    }
    boolean isAfternoon = half.toLowerCase(Locale.ROOT).equals("pm");
    return written < 1 || written > 12 ? -1 : written % 12 + (isAfternoon ? 12 : 0);
  }

  private static long fraction(String digits) {
    String six = (digits + "000000").substring(0, 6);
    return Long.parseLong(six);
  }
}
