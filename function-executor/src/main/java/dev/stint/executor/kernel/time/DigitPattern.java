package dev.stint.executor.kernel.time;

import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.executor.kernel.decimal.Int128;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pattern of digits in fixed places, such as `yyyy-MM-dd HH:mm:ss`: the short cut for most of
/// what [DatetimePattern] is used for. Text in another form is left to the long way.
final class DigitPattern {

  private enum Field {
    YEAR(4),
    MONTH(2),
    DAY(2),
    HOUR(2),
    MINUTE(2),
    SECOND(2),
    /// As many digits as the pattern has letters.
    FRACTION(0),
    /// One byte of text between the others.
    TEXT(1);

    private final int digits;

    Field(int digits) {
      this.digits = digits;
    }
  }

  /// `text` is the byte of a `TEXT`; `digits` how many bytes the field takes.
  private record Part(Field field, int digits, char text) {}

  private static final int MAX_FRACTION = 6;
  private static final int MAX_YEAR = 9999;

  private final List<Part> parts;
  private final int length;

  private DigitPattern(List<Part> parts) {
    this.parts = List.copyOf(parts);
    this.length = parts.stream().mapToInt(Part::digits).sum();
  }

  /// `null` when the pattern has anything but fixed digits and plain ASCII between them.
  static @Nullable DigitPattern of(String pattern) {
    var parts = new ArrayList<Part>();
    int i = 0;
    while (i < pattern.length()) {
      char letter = pattern.charAt(i);
      int end = i + 1;
      while (isLetter(letter) && end < pattern.length() && pattern.charAt(end) == letter) {
        end++;
      }
      var part = part(letter, end - i);
      if (part == null || parts.stream().anyMatch(other -> isRepeated(other, part))) {
        return null;
      }
      parts.add(part);
      i = end;
    }
    return new DigitPattern(parts);
  }

  private static boolean isRepeated(Part one, Part other) {
    return one.field() == other.field() && one.field() != Field.TEXT;
  }

  private static @Nullable Part part(char letter, int count) {
    var field =
        switch (letter) {
          case 'y' -> Field.YEAR;
          case 'M' -> Field.MONTH;
          case 'd' -> Field.DAY;
          case 'H' -> Field.HOUR;
          case 'm' -> Field.MINUTE;
          case 's' -> Field.SECOND;
          case 'S' -> Field.FRACTION;
          default -> Field.TEXT;
        };
    boolean isPlain =
        switch (field) {
          case TEXT -> !isLetter(letter) && letter < 0x80 && "'[]{}#".indexOf(letter) < 0;
          case FRACTION -> count <= MAX_FRACTION;
          case YEAR, MONTH, DAY, HOUR, MINUTE, SECOND -> count == field.digits;
        };
    return isPlain ? new Part(field, count, letter) : null;
  }

  private static boolean isLetter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  }

  /// The reading, in microseconds, that the text writes; [DatetimeText#MALFORMED] when it is not in
  /// this form, or out of range.
  long parse(byte[] data, int start, int end) {
    if (end - start != length) {
      return DatetimeText.MALFORMED;
    }
    int year = 1970;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    long micros = 0;
    int position = start;
    int wrong = 0;
    for (var part : parts) {
      if (part.field() == Field.TEXT) {
        wrong |= data[position] == part.text() ? 0 : -1;
      } else {
        int number = DatetimeText.number(data, position, part.digits());
        wrong |= number;
        switch (part.field()) {
          case YEAR -> year = number;
          case MONTH -> month = number;
          case DAY -> day = number;
          case HOUR -> hour = number;
          case MINUTE -> minute = number;
          case SECOND -> second = number;
          case FRACTION -> micros = number * Int128.longPowerOfTen(MAX_FRACTION - part.digits());
          case TEXT -> throw new IllegalStateException("text has no number");
        }
      }
      position += part.digits();
    }
    if (wrong < 0 || hour > 23 || minute > 59 || second > 59) {
      return DatetimeText.MALFORMED;
    }
    return CivilDate.exists(year, month, day)
        ? DatetimeText.micros(CivilDate.day(year, month, day), hour, minute, second, micros)
        : DatetimeText.MALFORMED;
  }

  /// Adds the text of a reading; false, and nothing added, for years that have not four digits.
  boolean format(long reading, BytesBuilder out) {
    long packed = CivilDate.pack(Math.floorDiv(reading, ZoneClock.MICROS_PER_DAY));
    long year = CivilDate.year(packed);
    if (year < 0 || year > MAX_YEAR) {
      return false;
    }
    long micros = Math.floorMod(reading, ZoneClock.MICROS_PER_DAY);
    long seconds = micros / ZoneClock.MICROS_PER_SECOND;
    for (var part : parts) {
      long value =
          switch (part.field()) {
            case YEAR -> year;
            case MONTH -> CivilDate.month(packed);
            case DAY -> CivilDate.dayOfMonth(packed);
            case HOUR -> seconds / 3600;
            case MINUTE -> seconds / 60 % 60;
            case SECOND -> seconds % 60;
            case FRACTION ->
                micros
                    % ZoneClock.MICROS_PER_SECOND
                    / Int128.longPowerOfTen(MAX_FRACTION - part.digits());
            case TEXT -> part.text();
          };
      if (part.field() == Field.TEXT) {
        out.append((byte) value);
      } else {
        out.appendPadded(value, part.digits());
      }
    }
    return true;
  }
}
