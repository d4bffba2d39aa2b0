package dev.stint.sql.request;

import dev.stint.plan.failure.StintException;
import dev.stint.plan.format.FileFormat;
import dev.stint.plan.path.UserPath;
import dev.stint.plan.stage.WriteMode;
import dev.stint.sql.catalog.Catalog;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What planning a statement needs beside its text. `timeZone` is the session's (an IANA name or an
/// offset), for which a SET may stand among `names`, `now` the instant that `current_timestamp`
/// gives; `output` is `null` when the rows are the result. The statement may use what `names`
/// define, views of which hide tables of the same name. `parameters` are the values that it may ask
/// for. What is broadcast is bounded by `broadcasts`. The optimiser goes without the rules
/// `leftOut`.
public record PlanRequest(
    Catalog catalog,
    ConstantEvaluator constants,
    Namespace names,
    String timeZone,
    Instant now,
    @Nullable Output output,
    BroadcastLimits broadcasts,
    Parameters parameters,
    Set<Rule> leftOut) {

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
    leftOut = Set.copyOf(leftOut);
  }

  /// A request for the rows themselves.
  public static PlanRequest forResult(
      Catalog catalog, ConstantEvaluator constants, String timeZone, Instant now) {
    return new PlanRequest(
        catalog,
        constants,
        Namespace.EMPTY,
        timeZone,
        now,
        null,
        BroadcastLimits.DEFAULT,
        Parameters.NONE,
        Set.of());
  }

  public PlanRequest withOutput(Output files) {
    return new PlanRequest(
        catalog, constants, names, timeZone, now, files, broadcasts, parameters, leftOut);
  }

  public PlanRequest withViews(List<View> before) {
    return withNames(Namespace.of(before));
  }

  public PlanRequest withNames(Namespace before) {
    return new PlanRequest(
        catalog, constants, before, timeZone, now, output, broadcasts, parameters, leftOut);
  }

  /// The same without a rule of the optimiser.
  public PlanRequest without(Rule rule) {
    return new PlanRequest(
        catalog, constants, names, timeZone, now, output, broadcasts, parameters, Set.of(rule));
  }

  public PlanRequest withBroadcasts(BroadcastLimits limits) {
    return new PlanRequest(
        catalog, constants, names, timeZone, now, output, limits, parameters, leftOut);
  }

  public List<View> views() {
    return names.views();
  }

  public PlanRequest withParameters(Parameters values) {
    return new PlanRequest(
        catalog, constants, names, timeZone, now, output, broadcasts, values, leftOut);
  }

  /// What holds for the statement.
  public ZoneId zone() {
    return names.settings().timeZone().orElseGet(() -> ZoneId.of(timeZone));
  }
}
