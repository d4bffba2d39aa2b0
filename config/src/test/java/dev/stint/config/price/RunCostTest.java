package dev.stint.config.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RunCostTest {

  @Test
  void defaultPricesAreThoseOfUsEast1() {
    var arm = PriceTable.US_EAST_1_ARM;
    assertThat(arm.region()).isEqualTo("us-east-1");
    assertThat(arm.architecture()).isEqualTo("arm64");
    assertThat(arm.gigabyteSecond()).isEqualTo(0.0000133334);
    assertThat(PriceTable.US_EAST_1_X86.gigabyteSecond()).isEqualTo(0.0000166667);
    assertThat(arm.invocation() * 1e6).isCloseTo(0.20, within(1e-9));
    assertThat(arm.putRequest() * 1e6).isCloseTo(5.00, within(1e-9));
    assertThat(arm.listRequest() * 1e6).isCloseTo(5.00, within(1e-9));
    assertThat(arm.getRequest() * 1e6).isCloseTo(0.40, within(1e-9));
  }

  @Test
  void temporaryStorageCostsFromTheFirstByteAboveWhatIsFree() {
    var arm = PriceTable.US_EAST_1_ARM;
    assertThat(arm.temporaryGigabyteSecond()).isEqualTo(0.0000000309);

    assertThat(arm.functionSecond(2L << 30, 512L << 20)).isCloseTo(2 * 0.0000133334, within(1e-12));
    assertThat(arm.functionSecond(2L << 30, 1536L << 20))
        .isCloseTo(2 * 0.0000133334 + 0.0000000309, within(1e-12));
  }

  @Test
  void timeIsBilledByTheStartedMillisecondAtTheConfiguredMemory() {
    var usage =
        Usage.NONE
            .plusAttempt(2L << 30, 1_000_000_000L)
            .plusAttempt(1L << 30, 500_000_001L)
            .plusAttempt(1L << 30, 1L);

    assertThat(usage.invocations()).isEqualTo(3);
    assertThat(usage.gigabyteSeconds()).isCloseTo(2 + 0.501 + 0.001, within(1e-9));
  }

  @Test
  void theLargestFunctionsPayForTheirDisk() {
    var usage = Usage.NONE.plusAttempt(10_240L << 20, 1_000_000_000L);

    assertThat(usage.temporaryGigabyteSeconds()).isCloseTo(9.5, within(1e-9));
    assertThat(RunCost.of(usage, PriceTable.US_EAST_1_ARM).memoryDollars())
        .isCloseTo(10 * 0.0000133334 + 9.5 * 0.0000000309, within(1e-12));
    assertThat(Usage.NONE.plusAttempt(1_769L << 20, 1_000_000_000L).temporaryGigabyteSeconds())
        .isZero();
  }

  @Test
  void partsAddUp() {
    var usage = Usage.NONE.plusAttempt(1L << 30, 1000_000_000_000L).plusRequests(1000, 10, 10_000);

    var cost = RunCost.of(usage, PriceTable.US_EAST_1_ARM);

    assertThat(cost.memoryDollars()).isCloseTo(0.0133334, within(1e-9));
    assertThat(cost.invocationDollars()).isCloseTo(0.0000002, within(1e-12));
    assertThat(cost.putDollars()).isCloseTo(0.005, within(1e-9));
    assertThat(cost.listDollars()).isCloseTo(0.00005, within(1e-9));
    assertThat(cost.getDollars()).isCloseTo(0.004, within(1e-9));
    assertThat(cost.totalDollars()).isCloseTo(0.0223836, within(1e-9));
  }
}
