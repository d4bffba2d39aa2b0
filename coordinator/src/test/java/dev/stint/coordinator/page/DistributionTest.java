package dev.stint.coordinator.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void quantileIsTheLeastValueThatSoManyAreNotAbove() {
    var distribution = Distribution.ofOwn(LongStream.rangeClosed(1, 100).toArray());

    assertThat(distribution.min()).isEqualTo(1);
    assertThat(distribution.p25()).isEqualTo(25);
    assertThat(distribution.median()).isEqualTo(50);
    assertThat(distribution.p95()).isEqualTo(95);
    assertThat(distribution.max()).isEqualTo(100);
    assertThat(distribution.sum()).isEqualTo(5050);
  }

  @Test
  void everyValueIsInOneBin() {
    var distribution = Distribution.ofOwn(new long[] {0, 1, 31, 32, 32});

    assertThat(distribution.bins()).hasSize(Distribution.BINS);
    assertThat(distribution.bins().stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
    assertThat(distribution.bins().getFirst()).isEqualTo(1);
    assertThat(distribution.bins().getLast()).isEqualTo(3);
  }

  @Test
  void valuesOfZeroAreInTheFirstBin() {
    assertThat(Distribution.ofOwn(new long[3]).bins().getFirst()).isEqualTo(3);
  }

  @Test
  void nothingHasNoBins() {
    assertThat(Distribution.ofOwn(new long[0]).bins()).isEqualTo(Collections.emptyList());
  }
}
