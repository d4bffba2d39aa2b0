package dev.stint.executor.kernel.time;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Failures;
import dev.stint.executor.kernel.TextRows;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/// Dates and timestamps read and written by patterns, and moved between zones. Belongs to one
/// thread.
public final class DatetimeEdit {

  private static final int MAX_CLOCKS = 1000;

  private final ZoneId zone;
  private final Map<String, ZoneClock> clocks = new HashMap<>();

  public DatetimeEdit(ZoneId zone) {
    this.zone = zone;
  }

  public BytesVector format(LongVector values, DatetimePattern pattern, DataType type) {
    return pattern.format(values, type, zone);
  }

  /// Each value by its row's pattern.
  public BytesVector format(LongVector values, BytesVector patterns, DataType type) {
    return TextRows.texts(
        new Vector[] {values, patterns},
        values.rowCount(),
        row ->
            DatetimePattern.of(patterns.string(row))
                .format((LongVector) one(values, row), type, zone)
                .string(0));
  }

  /// As [#parse], where a text that does not follow the pattern is NULL.
  public LongVector tryParse(BytesVector texts, BytesVector patterns, DataType type) {
    return TextRows.longsOrNull(
        new Vector[] {texts, patterns},
        texts.rowCount(),
        row -> {
          boolean[] failed = new boolean[1];
          var one = (BytesVector) one(texts, row);
          var values = DatetimePattern.of(patterns.string(row)).parse(one, type, zone, failed);
          return failed[0] ? null : Long.valueOf(values.values()[0]);
        });
  }

  /// @throws StintException of kind USER for a text that does not follow the pattern
  public LongVector parse(BytesVector texts, DatetimePattern pattern, DataType type) {
    boolean[] failed = new boolean[texts.rowCount()];
    var values = pattern.parse(texts, type, zone, failed);
    for (int row = 0; row < failed.length; row++) {
      if (failed[row]) {
        throw unparsable(texts.string(row), pattern, type);
      }
    }
    return values;
  }

  /// Each text by its row's pattern.
  public LongVector parse(BytesVector texts, BytesVector patterns, DataType type) {
    return TextRows.longs(
        new Vector[] {texts, patterns},
        texts.rowCount(),
        row -> {
          var pattern = DatetimePattern.of(patterns.string(row));
          return parse((BytesVector) one(texts, row), pattern, type).values()[0];
        });
  }

  private static Vector one(Vector vector, int row) {
    return vector.gather(new int[] {row}, 1);
  }

  private static StintException unparsable(String text, DatetimePattern pattern, DataType type) {
    return StintException.user(
        ("[CANNOT_PARSE_TIMESTAMP] Text '%s' could not be parsed as %s by the pattern '%s'. Correct"
                + " the pattern, or use `try_cast` for text in the usual form.")
            .formatted(text, Failures.name(type), pattern));
  }

  /// The instant whose reading in UTC is what `zones` read at each instant.
  public LongVector fromUtc(LongVector instants, BytesVector zones) {
    return TextRows.longs(
        new Vector[] {instants, zones},
        instants.rowCount(),
        row -> clock(zones.string(row)).toLocal(instants.values()[row]));
  }

  /// The instant at which `zones` read what UTC reads at each instant.
  public LongVector toUtc(LongVector instants, BytesVector zones) {
    return TextRows.longs(
        new Vector[] {instants, zones},
        instants.rowCount(),
        row -> clock(zones.string(row)).toInstant(instants.values()[row]));
  }

  ZoneClock clock(String name) {
    if (clocks.size() > MAX_CLOCKS) {
      clocks.clear();
    }
    return clocks.computeIfAbsent(name, DatetimeEdit::newClock);
  }

  private static ZoneClock newClock(String name) {
    var zone = DatetimeText.zone(name);
    if (zone == null) {
      throw StintException.user(
          ("[INVALID_TIMEZONE] '%s' is no time zone. Use a name such as 'Europe/Paris' "
                  + "or an offset such as '+01:00'.")
              .formatted(name));
    }
    return new ZoneClock(zone);
  }
}
