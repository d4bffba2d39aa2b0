package dev.stint.executor.scan.parquet;

import dev.stint.plan.format.ParquetFormat;
import dev.stint.plan.format.RebaseMode;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which calendar the writer of a file had, as its metadata tell or, where they do not, the user.
record FileCalendar(RebaseMode datetimes, RebaseMode int96, ZoneId zone) {

  private static final String VERSION = "org.apache.spark.version";
  private static final String LEGACY_DATETIME = "org.apache.spark.legacyDateTime";
  private static final String LEGACY_INT96 = "org.apache.spark.legacyINT96";
  private static final String TIME_ZONE = "org.apache.spark.timeZone";

  static FileCalendar of(Map<String, String> metadata, ParquetFormat format, ZoneId session) {
    var version = metadata.get(VERSION);
    var writerZone = metadata.get(TIME_ZONE);
    var zone = writerZone == null ? session : ZoneId.of(writerZone, ZoneId.SHORT_IDS);
    return version == null
        ? new FileCalendar(format.datetimeRebaseMode(), format.int96RebaseMode(), zone)
        : new FileCalendar(
            mode(metadata.containsKey(LEGACY_DATETIME) || isBefore(version, 3, 0)),
            mode(metadata.containsKey(LEGACY_INT96) || isBefore(version, 3, 1)),
            zone);
  }

  private static RebaseMode mode(boolean isLegacy) {
    return isLegacy ? RebaseMode.LEGACY : RebaseMode.CORRECTED;
  }

  private static boolean isBefore(String version, int major, int minor) {
    var parts = version.split("\\.", 3);
    try {
      int ofMajor = Integer.parseInt(parts[0]);
      int ofMinor = parts.length > 1 ? Integer.parseInt(parts[1].replaceAll("\\D.*", "")) : 0;
      return ofMajor < major || (ofMajor == major && ofMinor < minor);
    } catch (NumberFormatException _) {
      return false; // of a Spark that counts otherwise, and so of none of the old ones
    }
  }

  @Nullable Rebase ofDates() {
    return rebase(Rebase.Unit.DAYS, datetimes);
  }

  @Nullable Rebase ofTimestamps() {
    return rebase(Rebase.Unit.MICROS, datetimes);
  }

  @Nullable Rebase ofInt96() {
    return rebase(Rebase.Unit.MICROS, int96);
  }

  private @Nullable Rebase rebase(Rebase.Unit unit, RebaseMode mode) {
    return mode == RebaseMode.CORRECTED ? null : new Rebase(unit, mode, zone);
  }
}
