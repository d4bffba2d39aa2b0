package dev.stint.sql.request;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.path.UserPath;
import dev.stint.plan.stage.WriteMode;
import dev.stint.sql.catalog.Catalog;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What planning a statement needs beside its text. `timeZone` is the session's (an IANA name or an
/// offset), `now` the instant that `current_timestamp` gives; `output` is `null` when the rows are
/// the result. The statement may use `views`, each of which may use those before it; they hide
/// tables of the same name. `parameters` are the values that it may ask for. A build side estimated
/// at no more than `broadcastBytes` is broadcast.
public record PlanRequest(
    Catalog catalog,
    ConstantEvaluator constants,
    List<View> views,
    String timeZone,
    Instant now,
    @Nullable Output output,
    long broadcastBytes,
    Parameters parameters) {

  public static final long DEFAULT_BROADCAST_BYTES = 10L << 20;

  /// Where the rows go: files of `format` under `path`, in folders for `partitionBy` (names of
  /// output columns). The path may be written in any way that [UserPath] knows, and is absolute
  /// from here on.
  public record Output(
      FileFormat format,
      String path,
      WriteMode mode,
      List<String> partitionBy,
      long targetFileBytes) {

    public Output {
      path = UserPath.absolute(path);
      if (path.indexOf("//", path.indexOf("://") + 3) >= 0) {
        throw StintException.user(
            "%s has a folder without a name: write one slash, as nothing there could be read again"
                .formatted(path));
      }
      partitionBy = List.copyOf(partitionBy);
    }
  }

  public PlanRequest {
    views = List.copyOf(views);
    if (broadcastBytes < 0) {
      throw new IllegalArgumentException("broadcastBytes: " + broadcastBytes);
    }
  }

  /// A request for the rows themselves.
  public static PlanRequest forResult(
      Catalog catalog, ConstantEvaluator constants, String timeZone, Instant now) {
    return new PlanRequest(
        catalog,
        constants,
        List.of(),
        timeZone,
        now,
        null,
        DEFAULT_BROADCAST_BYTES,
        Parameters.NONE);
  }

  public PlanRequest withOutput(Output files) {
    return new PlanRequest(
        catalog, constants, views, timeZone, now, files, broadcastBytes, parameters);
  }

  public PlanRequest withViews(List<View> before) {
    return new PlanRequest(
        catalog, constants, before, timeZone, now, output, broadcastBytes, parameters);
  }

  public PlanRequest withParameters(Parameters values) {
    return new PlanRequest(
        catalog, constants, views, timeZone, now, output, broadcastBytes, values);
  }

  public ZoneId zone() {
    return ZoneId.of(timeZone);
  }
}
