package dev.stint.coordinator.estimate;

import dev.stint.config.price.PriceTable;
import dev.stint.plan.stage.StageGraph;
import java.util.Comparator;
import java.util.List;

/// What a run will use, take and cost, before it starts; a pure function of its plan. `stages` are
/// all, by id. `reasons` says, the largest first, where the money goes and what is a guess.
/// Requests are those of the functions and those of the coordinator for sweeping and committing.
///
/// The spreads are honest about what a plan knows: what is scanned is counted, filters, joins and
/// groups are guessed, and the processor may be twice as fast or slow as the one measured.
public record RunEstimate(
    List<StageEstimate> stages,
    long invocations,
    long getRequests,
    long putRequests,
    long listRequests,
    Spread gigabyteSeconds,
    Spread dollars,
    Spread seconds,
    List<Reason> reasons) {

  public RunEstimate {
    stages = List.copyOf(stages);
    reasons = List.copyOf(reasons);
  }

  public static RunEstimate of(StageGraph graph, EstimateSettings settings, PriceTable prices) {
    var low = Forecast.of(graph, settings, Assumptions.LOW);
    var expected = Forecast.of(graph, settings, Assumptions.EXPECTED);
    var high = Forecast.of(graph, settings, Assumptions.HIGH);
    var stages =
        graph.stages().stream()
            .map(stage -> stage(stage.id(), settings, prices, low, expected, high))
            .toList();
    double dollars = expected.dollars(prices);
    return new RunEstimate(
        stages,
        expected.invocations(),
        expected.getRequests(),
        expected.putRequests(),
        expected.listRequests(),
        Spread.of(low, expected, high, Forecast::gigabyteSeconds),
        Spread.of(low, expected, high, forecast -> forecast.dollars(prices)),
        Spread.of(low, expected, high, Forecast::seconds),
        Reasons.of(graph, stages, dollars, expected.coldStarts()));
  }

  private static StageEstimate stage(
      int id,
      EstimateSettings settings,
      PriceTable prices,
      Forecast low,
      Forecast expected,
      Forecast high) {
    var dollars =
        Spread.of(low, expected, high, forecast -> forecast.dollars(forecast.stage(id), prices));
    return StageEstimate.of(expected.stage(id), settings, dollars);
  }

  /// The stage on which most is spent.
  public StageEstimate dearestStage() {
    return stages.stream()
        .max(Comparator.comparingDouble(stage -> stage.dollars().expected()))
        .orElseThrow();
  }
}
