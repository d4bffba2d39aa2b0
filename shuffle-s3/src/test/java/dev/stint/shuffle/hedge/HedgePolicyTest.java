package dev.stint.shuffle.hedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stint.shuffle.hedge.HedgePolicy.Kind;
import org.junit.jupiter.api.Test;

class HedgePolicyTest {

  private static final long MILLI = 1_000_000;

  private final HedgePolicy policy = new HedgePolicy();

  @Test
  void beginsWithWhatIsKnownOfS3() {
    assertThat(policy.begin(Kind.READ, 1000) / MILLI).isBetween(95L, 120L);
    assertThat(policy.begin(Kind.WRITE, 1000) / MILLI).isBetween(110L, 145L);
    assertThat(policy.begin(Kind.WRITE, 16 << 20) / MILLI).isBetween(1700L, 2200L);
  }

  @Test
  void learnsByKindAndSize() {
    for (int i = 0; i < 10_000; i++) {
      policy.record(Kind.READ, 1 << 20, 400 * MILLI);
    }

    assertThat((double) policy.begin(Kind.READ, 1 << 20)).isCloseTo(400e6, within(20e6));
    assertThat(policy.begin(Kind.READ, 1000) / MILLI).isLessThan(120);
    assertThat(policy.begin(Kind.WRITE, 1 << 20) / MILLI).isLessThan(260);
  }

  @Test
  void neverHedgesWithinAPauseOfTheProcess() {
    for (int i = 0; i < 100_000; i++) {
      policy.record(Kind.READ, 1, 1);
    }

    assertThat(policy.begin(Kind.READ, 1)).isEqualTo(20 * MILLI);
  }

  @Test
  void secondRequestsAreAShareOfAllAndABurst() {
    int hedged = 0;
    for (int i = 0; i < 10_000; i++) {
      var _ = policy.begin(Kind.READ, 1);
      hedged += policy.mayHedge() ? 1 : 0;
    }

    assertThat(hedged).isBetween(200, 200 + (int) HedgePolicy.BURST);
  }

  @Test
  void quietTimesSaveNoMoreThanABurst() {
    for (int i = 0; i < 10_000; i++) {
      var _ = policy.begin(Kind.READ, 1);
    }

    int hedged = 0;
    while (policy.mayHedge()) {
      hedged++;
    }
    assertThat(hedged).isEqualTo((int) HedgePolicy.BURST);
  }
}
