package dev.stint.coordinator.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.task.TaskFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostCheckTest {

  private static final RunEstimate ESTIMATE = estimate(new Spread(0.02, 0.05, 0.3));

  @Test
  void aRunWithinItsLimitMayStart() {
    assertThat(CostCheck.of(ESTIMATE, 0.05)).isEqualTo(new CostCheck.Fine());
    assertThat(CostCheck.of(ESTIMATE, Double.POSITIVE_INFINITY)).isEqualTo(new CostCheck.Fine());
  }

  @Test
  void aRunThatMayPassItsLimitStartsWithAWarning() {
    assertThat(CostCheck.of(ESTIMATE, 0.02))
        .isEqualTo(
            new CostCheck.Warn(
                "the run is expected to cost $0.05 ($0.02 to $0.3), more than the $0.02 that"
                    + " limits.maxCost leaves it, and is ended when it has cost that; stage 1 has"
                    + " most of it, $0.04"));
  }

  @Test
  void aRunThatMustPassItsLimitIsRefused() {
    assertThat(CostCheck.of(ESTIMATE, 0.0199))
        .isEqualTo(
            new CostCheck.Refuse(
                new TaskFailure(
                    FailureKind.USER,
                    "the run was not started: it is estimated to cost $0.05, at least $0.02, and"
                        + " limits.maxCost leaves it $0.0199; stage 1 has most of it, $0.04; raise"
                        + " limits.maxCost, or read less: fewer columns, a filter on a partition"
                        + " column. stint explain --cost shows the estimate",
                    null)));
  }

  @Test
  void whatEarlierStatementsOverspentIsNothingLeft() {
    assertThat(CostCheck.of(ESTIMATE, -0.5))
        .isInstanceOfSatisfying(
            CostCheck.Refuse.class,
            refused -> assertThat(refused.failure().message()).contains("leaves it $0;"));
  }

  @Test
  void theCheckTakesAnEstimateAsItIsMade() {
    var estimate =
        RunEstimate.of(
            EstimateGraphs.grouping(), EstimateGraphs.settings(), PriceTable.US_EAST_1_ARM);

    assertThat(CostCheck.of(estimate, estimate.dollars().low() * 0.99))
        .isInstanceOf(CostCheck.Refuse.class);
    assertThat(CostCheck.of(estimate, estimate.dollars().expected() * 0.99))
        .isInstanceOf(CostCheck.Warn.class);
  }

  private static RunEstimate estimate(Spread dollars) {
    return new RunEstimate(
        List.of(stage(0, 0.01), stage(1, 0.04)),
        2,
        0,
        0,
        0,
        Spread.NONE,
        dollars,
        Spread.NONE,
        List.of());
  }

  private static StageEstimate stage(int id, double dollars) {
    return new StageEstimate(
        id, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new Spread(0, dollars, dollars));
  }
}
