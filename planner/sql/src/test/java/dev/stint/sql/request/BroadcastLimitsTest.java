package dev.stint.sql.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadcastLimitsTest {

  private final BroadcastLimits limits = new BroadcastLimits(10, 64);

  @ParameterizedTest
  @CsvSource({"0, 10", "100, 10", "300, 30", "640, 64", "1e30, 64"})
  void aLargerOtherSideAllowsMore(double otherBytes, double limit) {
    assertThat(limits.beside(otherBytes)).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "10, 60", "20, 30", "600, 10"})
  void manyReadersAllowLess(double tasks, double limit) {
    assertThat(limits.beside(600, tasks)).isEqualTo(limit);
  }

  @Test
  void largeFunctionsMayHoldMore() {
    assertThat(BroadcastLimits.ofOperators(600L << 20))
        .isEqualTo(new BroadcastLimits(10 << 20, 50 << 20));
    assertThat(BroadcastLimits.ofOperators(1 << 20))
        .isEqualTo(new BroadcastLimits(10 << 20, 10 << 20));
  }

  @Test
  void theLargestIsNotBelowWhatIsAlwaysAllowed() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BroadcastLimits(2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new BroadcastLimits(-1, 1));
  }
}
