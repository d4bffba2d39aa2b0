package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.config.price.PriceTable;
import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.coordinator.partition.ExchangeCosts;
import dev.stint.coordinator.request.RunRequest;
import dev.stint.coordinator.request.RunSettings;
import dev.stint.coordinator.run.ResultConsumer;
import dev.stint.coordinator.run.RunListener;
import dev.stint.coordinator.run.RunStatus;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The real coordinator in virtual time.
class CoordinatorTest {

  private static final long MEMORY_BYTES = 1769L << 20;

  @Test
  void carriesARunWithoutFaultsToItsEnd() throws IOException {
    var time = new VirtualTime();
    var chance = new Chance(1);
    var s3 = new SimulatedS3(S3Settings.of(S3Faults.NONE), time, chance.part("s3"));
    var lambda =
        new SimulatedLambda(
            LambdaSettings.of(ColdStart.snapStart(), LambdaFaults.NONE),
            time,
            s3,
            chance.part("lambda"),
            null);
    var query = TpchOnPaper.q12(new ScaledTpch(10), new TpchOnPaper.Speeds(100e6, 100e6, 100e6));
    var world =
        new SimulatedCoordinator.Surroundings(
            time,
            s3,
            lambda,
            new WorkModel(query.models()),
            PaceLimits.ofAccount(1000),
            PriceTable.US_EAST_1_ARM,
            ExchangeCosts.s3(PriceTable.US_EAST_1_ARM, MEMORY_BYTES));
    var request =
        new RunRequest("q12", query.graph(), RunSettings.of("s3://work", 1000, MEMORY_BYTES));
    var coordinator =
        new SimulatedCoordinator(
            "coordinator",
            world,
            ClockError.NONE,
            chance.part("coordinator"),
            request,
            RunListener.NONE,
            ResultConsumer.NONE);

    coordinator.start(Duration.ZERO);
    time.runUntil(coordinator::isOver, Duration.ofHours(1));

    var report = coordinator.report();
    assertThat(report).isNotNull();
    assertThat(report.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(time.nanos()).isLessThan(Duration.ofMinutes(1).toNanos());
    assertThat(s3.state().list("s3://work/"))
        .allMatch(object -> object.path().startsWith("s3://work/runs/q12/journal/"));
  }
}
