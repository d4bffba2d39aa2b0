package dev.stint.coordinator.report;

import dev.stint.coordinator.estimate.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// A reason of an estimate as one line.
final class ReasonText {

  private ReasonText() {}

  static String of(Reason reason) {
    return switch (reason) {
      case Reason.Scans scans -> scans(scans);
      case Reason.ReadsStages reads -> reads(reads);
      case Reason.ColdStarts(int functions, double seconds) ->
          "%s to start: %s%s until the code is loaded and compiled"
              .formatted(
                  Amounts.count(functions, "function") + (functions == 1 ? " has" : " have"),
                  time(seconds),
                  functions == 1 ? "" : " each");
      case Reason.GuessedFilter(int stageId, var table, long kept, long rows) ->
          "stage %d: a guess that %s of %s pass the filter on %s"
              .formatted(stageId, Amounts.count(kept), Amounts.count(rows, "row"), table);
      case Reason.AllColumnsCounted(int stageId, var table) ->
          "stage %d: all columns of %s are counted, since nothing tells how large each is"
              .formatted(stageId, table);
    };
  }

  private static String scans(Reason.Scans scans) {
    var part =
        scans.readBytes() < scans.splitBytes()
            ? " of " + Amounts.bytes(scans.splitBytes()) + " (the columns it reads)"
            : "";
    return "stage %d scans %s%s of %s in %s: %s"
        .formatted(
            scans.stageId(),
            Amounts.bytes(scans.readBytes()),
            part,
            String.join(", ", scans.tables()),
            Amounts.count(scans.tasks(), "task"),
            each(scans.tasks(), scans.taskSeconds(), scans.dollarShare()));
  }

  private static String reads(Reason.ReadsStages reads) {
    return "stage %d takes %s, %s, from %s in %s: %s"
        .formatted(
            reads.stageId(),
            Amounts.count(reads.rows(), "row"),
            Amounts.bytes(reads.bytes()),
            stages(reads.stages()),
            Amounts.count(reads.tasks(), "task"),
            each(reads.tasks(), reads.taskSeconds(), reads.dollarShare()));
  }

  private static String stages(List<Integer> stages) {
    return stages.isEmpty()
        ? "the statement itself"
        : stages.stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", stages.size() == 1 ? "stage " : "stages ", ""));
  }

  private static String each(int tasks, double taskSeconds, double share) {
    return "%s of one function%s, %d %% of the cost"
        .formatted(time(taskSeconds), tasks == 1 ? "" : " each", Math.round(share * 100));
  }

  static String time(double seconds) {
    return Amounts.time(Duration.ofNanos(Math.round(seconds * 1e9)));
  }
}
