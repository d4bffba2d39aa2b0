package dev.stint.coordinator.report;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.estimate.EstimateSettings;
import dev.stint.coordinator.estimate.RunEstimate;
import dev.stint.coordinator.estimate.Spread;
import dev.stint.coordinator.estimate.StageEstimate;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;

/// The estimate of a run that has not started, as `stint explain --cost` prints it.
public final class CostText {

  /// Requests, whose sums stand below the table; rows.
  private static final List<Set<Integer>> DISPENSABLE_COLUMNS = List.of(Set.of(6, 7), Set.of(2, 3));

  private CostText() {}

  /// Several lines of at most `width` characters, each ended by a newline.
  public static String of(
      RunEstimate estimate, EstimateSettings settings, PriceTable prices, int width) {
    return stages(estimate, width)
        + sums(estimate, settings, prices, width)
        + reasons(estimate, width);
  }

  private static String stages(RunEstimate estimate, int width) {
    var grid = new Grid(DISPENSABLE_COLUMNS, width);
    grid.add(
        "stage",
        "tasks",
        "rows in",
        "rows out",
        "read",
        "written",
        "GET",
        "PUT",
        "time",
        "GB-s",
        "cost");
    for (var stage : estimate.stages()) {
      add(grid, stage);
    }
    return grid.text();
  }

  private static void add(Grid grid, StageEstimate stage) {
    grid.add(
        Integer.toString(stage.stageId()),
        Amounts.count(stage.tasks()),
        Amounts.count(stage.inputRows()),
        Amounts.count(stage.outputRows()),
        Amounts.bytes(stage.inputBytes()),
        Amounts.bytes(stage.outputBytes()),
        Amounts.count(stage.getRequests()),
        Amounts.count(stage.putRequests()),
        ReasonText.time(stage.seconds()),
        gigabyteSeconds(stage.gigabyteSeconds()),
        Amounts.dollars(stage.dollars().expected()));
  }

  private static String sums(
      RunEstimate estimate, EstimateSettings settings, PriceTable prices, int width) {
    var cost =
        "At AWS's prices this is estimated to cost %s (%s, %s, %s):"
            .formatted(
                spread(estimate.dollars(), Amounts::dollars),
                prices.region(),
                prices.architecture(),
                prices.date());
    var parts =
        "  %s GB-s · %s · PUT %s · LIST %s · GET %s"
            .formatted(
                spread(estimate.gigabyteSeconds(), CostText::gigabyteSeconds),
                Amounts.count(estimate.invocations(), "invocation"),
                Amounts.count(estimate.putRequests()),
                Amounts.count(estimate.listRequests()),
                Amounts.count(estimate.getRequests()));
    var time =
        "It is expected to take %s with %s of %s MiB at once."
            .formatted(
                spread(estimate.seconds(), ReasonText::time),
                Amounts.count(settings.parallelism(), "function"),
                settings.functionMemoryBytes() >> 20);
    return Wrap.of(cost, width) + Wrap.of(parts, width) + Wrap.of(time, width);
  }

  private static String reasons(RunEstimate estimate, int width) {
    var text = new StringBuilder("Why:\n");
    estimate.reasons().forEach(reason -> text.append(Wrap.of("  " + ReasonText.of(reason), width)));
    return text.toString();
  }

  /// `$0.012, between $0.008 and $0.030`.
  private static String spread(Spread spread, DoubleFunction<String> text) {
    return "%s, between %s and %s"
        .formatted(
            text.apply(spread.expected()), text.apply(spread.low()), text.apply(spread.high()));
  }

  static String gigabyteSeconds(double amount) {
    return Amounts.fixed(amount, amount < 0.995 ? 3 : amount < 99.95 ? 2 : 0);
  }
}
