package dev.stint.executor.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import org.junit.jupiter.api.Test;

class ArrayGrowthTest {

  @Test
  void doublesUpToTheLongestArray() {
    assertThat(ArrayGrowth.doubled("x", 100, 101)).isEqualTo(200);
    assertThat(ArrayGrowth.doubled("x", 100, 1000)).isEqualTo(1000);
    assertThat(ArrayGrowth.doubled("x", 1 << 30, (1 << 30) + 1L)).isEqualTo(ArrayGrowth.MAX_LENGTH);
  }

  @Test
  void whatNoArrayHoldsIsAResourceFailureThatNamesIt() {
    assertThatThrownBy(() -> ArrayGrowth.doubled("sort keys", 1 << 30, 1L << 31))
        .hasMessageContaining("sort keys: 2147483648 bytes")
        .isInstanceOfSatisfying(
            StintException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RESOURCE));
  }
}
