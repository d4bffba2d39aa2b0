package dev.stint.executor.kernel.text;

import dev.stint.plan.failure.StintException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decimals read and written by a format: `0` and `9` for digits, `.` or `D` for the point, `,` or
/// `G` between groups, `$`, `S` and `MI` for signs, `PR` for angle brackets around what is
/// negative.
final class NumberFormat {

  private static final int MAX_CACHED = 1000;
  private static final ConcurrentHashMap<String, NumberFormat> CACHE = new ConcurrentHashMap<>();

  private static final Pattern FORM =
      Pattern.compile("(?:S|MI)?[$]?[09]*(?:[,G][09]+)*(?:[.D][09]*)?[$]?(?:S|MI|PR)?");

  private final String format;
  private final Pattern reader;

  private NumberFormat(String text) {
    this.format = text.toUpperCase(Locale.ROOT).replace('G', ',').replace('D', '.');
    if (!FORM.matcher(text.toUpperCase(Locale.ROOT)).matches() || digits(format) == 0) {
      throw StintException.user(
          ("[INVALID_FORMAT] '%s' is no format of numbers. Use 0 or 9 for digits, one point, commas"
                  + " between groups, $, and S, MI or PR at an end.")
              .formatted(text));
    }
    this.reader = Pattern.compile(readerOf(format));
  }

  static NumberFormat of(String text) {
    if (CACHE.size() > MAX_CACHED) {
      CACHE.clear();
    }
    return CACHE.computeIfAbsent(text, NumberFormat::new);
  }

  private static long digits(String text) {
    return text.chars().filter(c -> c == '0' || c == '9').count();
  }

  private static String readerOf(String format) {
    var expression = new StringBuilder("\\s*");
    int point = format.indexOf('.');
    boolean isFraction = false;
    for (int at = 0; at < format.length(); at++) {
      char c = format.charAt(at);
      switch (c) {
        case '$' -> expression.append("[$]");
        case 'S' -> expression.append("[+-]?");
        case 'M' -> expression.append("[- ]?");
        case 'P' -> expression.insert(0, "<?").append(">?");
        case '.' -> {
          isFraction = true;
          expression.append(at + 1 < format.length() ? "(?:[.]" : "[.]?");
        }
        case ',' -> expression.append(isOptional(format, at, point) ? ",?" : ",");
        case '0', '9' ->
            expression.append(isFraction || isOptional(format, at, point) ? "\\d?" : "\\d");
        default -> {
          // The second letter of MI and PR.
        }
      }
      boolean isLastOfFraction =
          isFraction
              && at > point
              && (at + 1 == format.length() || !isDigit(format.charAt(at + 1)));
      if (isLastOfFraction && isDigit(c)) {
        expression.append(")?");
      }
    }
    return expression.append("\\s*").toString();
  }

  private static boolean isDigit(char c) {
    return c == '0' || c == '9';
  }

  /// Whether a whole digit may be absent: where the format's digits begin with a 9.
  private static boolean isOptional(String format, int at, int point) {
    int first = 0;
    while (!isDigit(format.charAt(first)) && first < at) {
      first++;
    }
    return format.charAt(first) == '9' && (point < 0 || at < point);
  }

  /// `null` for what does not follow the format.
  @Nullable BigDecimal parse(String text) {
    String digits = text.replaceAll("[^0-9.]", "");
    if (!reader.matcher(text).matches() || digits.isEmpty() || digits.equals(".")) {
      return null;
    }
    var value = new BigDecimal(digits);
    return text.contains("-") || text.contains("<") ? value.negate() : value;
  }

  /// With `#` for digits where they are too few.
  String format(BigDecimal value) {
    String plain = value.abs().stripTrailingZeros().toPlainString();
    int at = plain.indexOf('.');
    String whole = (at < 0 ? plain : plain.substring(0, at)).replaceFirst("^0+", "");
    String fraction = at < 0 ? "" : plain.substring(at + 1);
    int point = format.indexOf('.');
    String wholeFormat = point < 0 ? format : format.substring(0, point);
    String fractionFormat = point < 0 ? "" : format.substring(point);
    if (whole.length() > digits(wholeFormat) || fraction.length() > digits(fractionFormat)) {
      return format.replaceAll("[09]", "#").replaceAll("MI|PR|S", "");
    }
    return written(wholeFormat, fractionFormat, whole, fraction, value.signum() < 0);
  }

  private String written(
      String wholeFormat,
      String fractionFormat,
      String whole,
      String fraction,
      boolean isNegative) {
    var text = new StringBuilder();
    boolean isPadded = format.replaceFirst("^[^09]*", "").startsWith("0");
    long left = digits(wholeFormat);
    int used = 0;
    boolean isFraction = false;
    for (char c : (wholeFormat + fractionFormat).toCharArray()) {
      switch (c) {
        case '0', '9' -> {
          if (isFraction) {
            text.append(used < fraction.length() ? fraction.charAt(used) : '0');
            used++;
          } else {
            boolean isWritten = left <= whole.length();
            text.append(
                isWritten
                    ? whole.charAt(Math.toIntExact(whole.length() - left))
                    : isPadded ? '0' : ' ');
            left--;
          }
        }
        case ',' -> text.append(hasDigit(text) ? ',' : ' ');
        case '.' -> {
          if (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
            text.setCharAt(text.length() - 1, '0');
          }
          isFraction = true;
          used = 0;
          text.append('.');
        }
        case 'S' -> text.append(isNegative ? '-' : '+');
        case 'M' -> text.append(isNegative ? '-' : ' ');
        case 'P' -> {
          if (isNegative) {
            int first = Math.toIntExact(text.chars().takeWhile(space -> space == ' ').count());
            text.insert(first, '<').append('>');
          } else {
            text.append("  ");
          }
        }
        case '$' -> text.append('$');
        default -> {
          // The second letter of MI and PR.
        }
      }
    }
    return signAtDigits(text);
  }

  /// A sign in front stands right before the digits, behind the blanks.
  private static String signAtDigits(StringBuilder text) {
    char sign = text.charAt(0);
    if (sign != '-' && sign != '+') {
      return text.toString();
    }
    String number = text.substring(1).stripLeading();
    return " ".repeat(text.length() - 1 - number.length()) + sign + number;
  }

  private static boolean hasDigit(StringBuilder text) {
    return text.chars().anyMatch(c -> c >= '0' && c <= '9');
  }
}
