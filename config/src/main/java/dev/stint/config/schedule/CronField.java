package dev.stint.config.schedule;

import java.util.Collections;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A field of a cron expression whose values are numbers in a range, or their names: `*`, `5`,
/// `MON`, `1-5`, `0/15`, `*/2`, and several of these with commas between them.
enum CronField {
  MINUTES("minutes", 0, 59, ""),
  HOURS("hours", 0, 23, ""),
  DAYS_OF_MONTH("day of month", 1, 31, ""),
  MONTHS("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
  DAYS_OF_WEEK("day of week", 1, 7, "SUN MON TUE WED THU FRI SAT"),
  YEARS("year", 1970, 2199, "");

  private static final int NAME_LENGTH = 3;

  private static final Pattern ITEM =
      Pattern.compile("(?:(\\*)|(\\w+)(?:-(\\w+))?)(?:/(\\d{1,4}))?");

  private final String title;
  private final int least;
  private final int greatest;

  /// Of three letters each, with a space between.
  private final String names;

  CronField(String title, int least, int greatest, String names) {
    this.title = title;
    this.least = least;
    this.greatest = greatest;
    this.names = names;
  }

  /// @throws IllegalArgumentException naming the expression and what of it is wrong
  NavigableSet<Integer> parse(String expression, String field) {
    var values = new TreeSet<Integer>();
    for (var item : field.split(",", -1)) {
      add(expression, item, values);
    }
    return Collections.unmodifiableNavigableSet(values);
  }

  private void add(String expression, String item, NavigableSet<Integer> values) {
    var matcher = ITEM.matcher(item);
    if (!matcher.matches()) {
      throw wrong(expression, item);
    }
    boolean isAny = matcher.group(1) != null;
    int from = isAny ? least : value(expression, matcher.group(2));
    var end = matcher.group(3);
    var step = matcher.group(4);
    int to = end != null ? value(expression, end) : isAny || step != null ? greatest : from;
    int every = step == null ? 1 : Integer.parseInt(step);
    if (from > to || every == 0) {
      throw wrong(expression, item);
    }
    for (int value = from; value <= to; value += every) {
      values.add(value);
    }
  }

  /// A number in the range, or what a name stands for.
  int value(String expression, String text) {
    int name = text.length() == NAME_LENGTH ? names.indexOf(text.toUpperCase(Locale.ROOT)) : -1;
    if (name >= 0) {
      return least + name / (NAME_LENGTH + 1);
    }
    if (!text.matches("\\d{1,4}")) {
      throw wrong(expression, text);
    }
    int value = Integer.parseInt(text);
    if (value < least || value > greatest) {
      throw wrong(expression, text);
    }
    return value;
  }

  IllegalArgumentException wrong(String expression, String text) {
    var known =
        names.isEmpty()
            ? ""
            : " or %s to %s"
                .formatted(
                    names.substring(0, NAME_LENGTH), names.substring(names.length() - NAME_LENGTH));
    return new IllegalArgumentException(
        "'%s' has %s '%s'; write %d to %d%s, such as %d-%d, or * for all"
            .formatted(expression, title, text, least, greatest, known, least, least + 1));
  }
}
