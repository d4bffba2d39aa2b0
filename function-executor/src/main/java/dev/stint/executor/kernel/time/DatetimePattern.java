package dev.stint.executor.kernel.time;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.TypeKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A pattern of Spark for dates and times, such as `yyyy-MM-dd HH:mm:ss`. Immutable, and may be
/// shared by threads. What a text leaves out is 1970-01-01 00:00:00.
public final class DatetimePattern {

  private static final int MAX_CACHED = 1000;
  private static final ConcurrentHashMap<String, DatetimePattern> CACHE = new ConcurrentHashMap<>();
  private static final String LETTERS = "GyMLdDQqEahKkHmsSVzOXxZ";

  /// What is made of a text that names a zone where values have none.
  private enum Zones {
    TAKEN,
    REFUSED
  }

  private final String pattern;
  private final DateTimeFormatter parser;
  private final DateTimeFormatter formatter;
  private final @Nullable DigitPattern digits;

  private DatetimePattern(String pattern) {
    this.pattern = pattern;
    this.digits = DigitPattern.of(pattern);
    this.parser = build(pattern, true);
    this.formatter = build(pattern, false);
  }

  /// @throws StintException of kind USER, naming the pattern, when Spark knows no such pattern
  public static DatetimePattern of(String pattern) {
    var known = CACHE.get(pattern);
    if (known != null) {
      return known;
    }
    var created = new DatetimePattern(pattern);
    if (CACHE.size() < MAX_CACHED) {
      CACHE.put(pattern, created);
    }
    return created;
  }

  /// The pattern as it was given.
  @Override
  public String toString() {
    return pattern;
  }

  /// The `DATE`, `TIMESTAMP` or `TIMESTAMP_NTZ` values that `texts` write. A text that does not
  /// follow the pattern gives NULL and sets `failed[row]`; NULL stays NULL and does not. `zone` is
  /// that of a `TIMESTAMP` whose text names none.
  public LongVector parse(BytesVector texts, DataType type, ZoneId zone, boolean[] failed) {
    return parse(texts, type.kind(), new ZoneClock(zone), Zones.TAKEN, failed);
  }

  /// The `TIMESTAMP_NTZ` values that `texts` write, as [#parse]; a text that names a zone does not
  /// follow the pattern.
  public LongVector parseWithoutZones(BytesVector texts, boolean[] failed) {
    var clock = new ZoneClock(ZoneOffset.UTC);
    return parse(texts, TypeKind.TIMESTAMP_NTZ, clock, Zones.REFUSED, failed);
  }

  private LongVector parse(
      BytesVector texts, TypeKind kind, ZoneClock clock, Zones zones, boolean[] failed) {
    int rowCount = texts.rowCount();
    long[] values = new long[rowCount];
    boolean[] nulls = new boolean[rowCount];
    boolean isAnyNull = false;
    for (int row = 0; row < rowCount; row++) {
      nulls[row] = texts.isNull(row);
      if (!nulls[row]) {
        try {
          values[row] = parse(texts, row, kind, clock, zones);
        } catch (DateTimeException | ArithmeticException _) {
          nulls[row] = true;
          failed[row] = true;
        }
      }
      isAnyNull |= nulls[row];
    }
    return new LongVector(rowCount, values, isAnyNull ? nulls : null);
  }

  /// The texts of `DATE`, `TIMESTAMP` or `TIMESTAMP_NTZ` values; a `TIMESTAMP` is written as the
  /// wall clock of `zone` reads.
  ///
  /// @throws StintException of kind USER when the pattern asks for what the type does not have
  public BytesVector format(LongVector values, DataType type, ZoneId zone) {
    int rowCount = values.rowCount();
    var builder = new BytesBuilder(rowCount, rowCount * 20);
    var clock = new ZoneClock(zone);
    for (int row = 0; row < rowCount; row++) {
      if (!values.isNull(row)) {
        long value = values.values()[row];
        if (digits == null || !digits.format(local(value, type.kind(), clock), builder)) {
          builder.append(text(formatter, value, type.kind(), clock));
        }
      }
      builder.endRow();
    }
    return builder.build(values.nulls());
  }

  private static String text(
      DateTimeFormatter formatter, long value, TypeKind kind, ZoneClock clock) {
    var reading = reading(local(value, kind, clock));
    try {
      return formatter.format(
          kind == TypeKind.TIMESTAMP
              ? reading.atZone(clock.zone())
              : reading.atZone(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw StintException.user("cannot format %s: %s".formatted(reading, e.getMessage()), e);
    }
  }

  /// What the wall clock reads, in microseconds.
  private static long local(long value, TypeKind kind, ZoneClock clock) {
    return switch (kind) {
      case TIMESTAMP -> clock.toLocal(value);
      case DATE -> {
        if (Math.abs(value) > ZoneClock.MAX_DAY) {
          throw StintException.user(
              ("[DATETIME_OVERFLOW] the year %d is too far away to be formatted; cast "
                      + "to STRING instead")
                  .formatted(CivilDate.year(CivilDate.pack(value))));
        }
        yield value * ZoneClock.MICROS_PER_DAY;
      }
      case TIMESTAMP_NTZ -> value;
      case TIME -> value / 1000;
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID ->
          throw new IllegalArgumentException("no date or timestamp: " + kind);
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE, STRING, BINARY ->
          throw new IllegalArgumentException("no date or timestamp: " + kind);
    };
  }

  private static LocalDateTime reading(long localMicros) {
    long second = Math.floorDiv(localMicros, ZoneClock.MICROS_PER_SECOND);
    int nano = Math.toIntExact(Math.floorMod(localMicros, ZoneClock.MICROS_PER_SECOND) * 1000);
    return LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
  }

  private long parse(BytesVector texts, int row, TypeKind kind, ZoneClock clock, Zones zones) {
    long local = DatetimeText.MALFORMED;
    if (digits != null) {
      int start = texts.starts()[row];
      local = digits.parse(texts.data(), start, start + texts.lengths()[row]);
    }
    if (local == DatetimeText.MALFORMED) {
      return parse(texts.string(row), kind, clock, zones);
    }
    return switch (kind) {
      case TIMESTAMP -> clock.toInstant(local);
      case DATE -> Math.floorDiv(local, ZoneClock.MICROS_PER_DAY);
      case TIMESTAMP_NTZ -> local;
      case TIME -> Math.floorMod(local, ZoneClock.MICROS_PER_DAY) * 1000;
      case YEAR_MONTH_INTERVAL, DAY_TIME_INTERVAL, VOID ->
          throw new IllegalArgumentException("no date or timestamp: " + kind);
      case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, FLOAT, DOUBLE, STRING, BINARY ->
          throw new IllegalArgumentException("no date or timestamp: " + kind);
    };
  }

  private long parse(String text, TypeKind kind, ZoneClock clock, Zones zones) {
    TemporalAccessor parsed = parser.parse(text);
    LocalDate date = date(parsed);
    if (kind == TypeKind.DATE) {
      return date.toEpochDay();
    }
    LocalTime time = parsed.query(TemporalQueries.localTime());
    long nanos = (time == null ? partialTime(parsed) : time).toNanoOfDay();
    if (kind == TypeKind.TIME) {
      return nanos / 1000 * 1000;
    }
    long local =
        Math.addExact(
            Math.multiplyExact(date.toEpochDay(), ZoneClock.MICROS_PER_DAY), nanos / 1000);
    @Nullable ZoneId zone = parsed.query(TemporalQueries.zone());
    if (zone != null && zones == Zones.REFUSED) {
      throw new DateTimeException("names the zone " + zone);
    }
    if (kind == TypeKind.TIMESTAMP_NTZ) {
      return local;
    }
    return zone == null ? clock.toInstant(local) : new ZoneClock(zone).toInstant(local);
  }

  /// Without AM or PM an hour of the half day is one of the morning.
  private static LocalTime partialTime(TemporalAccessor parsed) {
    return LocalTime.of(
        field(parsed, ChronoField.HOUR_OF_DAY, field(parsed, ChronoField.HOUR_OF_AMPM, 0)),
        field(parsed, ChronoField.MINUTE_OF_HOUR, 0),
        field(parsed, ChronoField.SECOND_OF_MINUTE, 0),
        field(parsed, ChronoField.NANO_OF_SECOND, 0));
  }

  private static LocalDate date(TemporalAccessor parsed) {
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date != null) {
      return date;
    }
    int year = field(parsed, ChronoField.YEAR, 1970);
    if (parsed.isSupported(ChronoField.DAY_OF_YEAR)) {
      return matching(LocalDate.ofYearDay(year, parsed.get(ChronoField.DAY_OF_YEAR)), parsed);
    }
    return LocalDate.of(
        year,
        field(parsed, ChronoField.MONTH_OF_YEAR, 1),
        field(parsed, ChronoField.DAY_OF_MONTH, 1));
  }

  /// The date, unless the month or the day that was read is another.
  private static LocalDate matching(LocalDate date, TemporalAccessor parsed) {
    boolean isSame =
        date.getMonthValue() == field(parsed, ChronoField.MONTH_OF_YEAR, date.getMonthValue())
            && date.getDayOfMonth()
                == field(parsed, ChronoField.DAY_OF_MONTH, date.getDayOfMonth());
    if (!isSame) {
      throw new DateTimeException("the day of the year is another day: " + date);
    }
    return date;
  }

  private static int field(TemporalAccessor parsed, ChronoField field, int otherwise) {
    return parsed.isSupported(field) ? parsed.get(field) : otherwise;
  }

  private static DateTimeFormatter build(String pattern, boolean isParser) {
    var builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    var part = new StringBuilder();
    boolean isQuoted = false;
    // Years count from an era only where the pattern shows the era.
    char year = withoutQuotes(pattern).indexOf('G') >= 0 ? 'y' : 'u';
    try {
      for (int i = 0; i < pattern.length(); i++) {
        char letter = pattern.charAt(i);
        isQuoted ^= letter == '\'';
        if (isQuoted || !isLetter(letter)) {
          part.append(letter);
        } else if (LETTERS.indexOf(letter) < 0) {
          throw invalid(pattern, "the letter '" + letter + "' has no meaning in it", null);
        } else if (letter == 'S' && isParser) {
          int end = i;
          while (end < pattern.length() && pattern.charAt(end) == 'S') {
            end++;
          }
          builder.appendPattern(part.toString());
          builder.appendFraction(ChronoField.NANO_OF_SECOND, 1, end - i, false);
          part.setLength(0);
          i = end - 1;
        } else {
          part.append(letter == 'y' ? year : letter);
        }
      }
      builder.appendPattern(part.toString());
    } catch (IllegalArgumentException e) {
      throw invalid(pattern, String.valueOf(e.getMessage()), e);
    }
    return builder
        .toFormatter(Locale.US)
        .withChronology(IsoChronology.INSTANCE)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static String withoutQuotes(String pattern) {
    return pattern.replaceAll("'[^']*'", "");
  }

  private static boolean isLetter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  }

  private static StintException invalid(String pattern, String reason, @Nullable Throwable cause) {
    String message =
        ("[INVALID_DATETIME_PATTERN] '%s' is no pattern for dates and times: %s. Known "
                + "letters are %s")
            .formatted(pattern, reason, LETTERS);
    return cause == null ? StintException.user(message) : StintException.user(message, cause);
  }
}
