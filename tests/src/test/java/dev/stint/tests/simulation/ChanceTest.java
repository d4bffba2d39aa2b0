package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChanceTest {

  @Test
  void aPurposeHasTheSameNumbersWhateverElseIsDrawn() {
    var quiet = new Chance(5);
    var busy = new Chance(5);
    busy.stream("latency").nextLong();
    busy.part("functions").stream("faults").nextLong();

    assertThat(busy.stream("faults").nextLong()).isEqualTo(quiet.stream("faults").nextLong());
  }

  @Test
  void seedsPurposesAndPartsAreApart() {
    var numbers =
        LongStream.range(0, 1000)
            .flatMap(
                seed ->
                    LongStream.of(
                        new Chance(seed).stream("a").nextLong(),
                        new Chance(seed).stream("b").nextLong(),
                        new Chance(seed).part("a").stream("b").nextLong()));

    assertThat(numbers.distinct().count()).isEqualTo(3000);
  }
}
