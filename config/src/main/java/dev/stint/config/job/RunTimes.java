package dev.stint.config.job;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// For which time a job is executed, as the parameters that every job has: `run_date`
/// (`2026-01-31`), `run_time` (`2026-01-31T03:00:00+01:00`) and `previous_run_time`, of the
/// scheduled time before. Each is `null` where it is not known; using it is refused then. They are
/// in the time zone of the trigger.
public record RunTimes(@Nullable ZonedDateTime time, @Nullable ZonedDateTime previousTime) {

  public static final RunTimes UNKNOWN = new RunTimes(null, null);

  /// The names of the parameters.
  static final List<String> NAMES = List.of("run_date", "run_time", "previous_run_time");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

  /// Of an execution that follows no schedule.
  public static RunTimes at(ZonedDateTime time) {
    return new RunTimes(time, null);
  }

  Map<String, String> values() {
    var values = new LinkedHashMap<String, String>();
    if (time != null) {
      values.put("run_date", time.toLocalDate().toString());
      values.put("run_time", time.format(TIME));
    }
    if (previousTime != null) {
      values.put("previous_run_time", previousTime.format(TIME));
    }
    return values;
  }
}
