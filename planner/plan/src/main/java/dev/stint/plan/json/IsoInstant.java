package dev.stint.plan.json;

import java.time.Instant;
import java.time.LocalDate;

/// Reads instants as `Instant.toString` gives them, several times as fast as `Instant.parse`: a log
/// has one for each event.
final class IsoInstant {

  private static final String FORM = "0000-00-00T00:00:00";
  private static final int NANO_DIGITS = 9;

  private IsoInstant() {}

  /// @throws java.time.DateTimeException for a text that is no instant
  static Instant parse(String text) {
    int end = text.length() - 1;
    boolean isUsual = end >= FORM.length() && text.charAt(end) == 'Z' && isOfForm(text);
    long nanos = isUsual ? nanos(text, end) : -1;
    int hour = isUsual ? digits(text, 11, 13) : 0;
    int minute = isUsual ? digits(text, 14, 16) : 0;
    int second = isUsual ? digits(text, 17, 19) : 0;
    if (nanos < 0 || hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(text);
    }
    long day =
        LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)).toEpochDay();
    return Instant.ofEpochSecond(((day * 24 + hour) * 60 + minute) * 60 + second, nanos);
  }

  private static boolean isOfForm(String text) {
    for (int i = 0; i < FORM.length(); i++) {
      char at = text.charAt(i);
      boolean isRight = FORM.charAt(i) == '0' ? isDigit(at) : at == FORM.charAt(i);
      if (!isRight) {
        return false;
      }
    }
    return true;
  }

  /// The fraction of a second before `end`, negative when it is none.
  private static long nanos(String text, int end) {
    int start = FORM.length();
    if (start == end) {
      return 0;
    }
    if (text.charAt(start) != '.' || end - start - 1 > NANO_DIGITS || end == start + 1) {
      return -1;
    }
    long nanos = 0;
    for (int i = start + 1; i <= start + NANO_DIGITS; i++) {
      char at = i < end ? text.charAt(i) : '0';
      if (!isDigit(at)) {
        return -1;
      }
      nanos = nanos * 10 + (at - '0');
    }
    return nanos;
  }

  private static int digits(String text, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }

  private static boolean isDigit(char at) {
    return at >= '0' && at <= '9';
  }
}
