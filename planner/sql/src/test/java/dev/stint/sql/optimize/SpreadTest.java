package dev.stint.sql.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {

  @Test
  void valuesLieEvenlyBetweenTheirBounds() {
    assertThat(Spread.between(1, 13)).isEqualTo(new Spread(7, 12));
  }

  @Test
  void valuesThatMayBeBelowZeroAreUnknown() {
    assertThat(Spread.between(-1, 5).reaching(100)).isNaN();
    assertThat(Spread.between(Double.NaN, Double.NaN).reaching(100)).isNaN();
  }

  @Test
  void sumsOfOneValueEachVaryAsValuesAndTheirNumberDo() {
    assertThat(new Spread(10, 4).sums(new Spread(1, 0))).isEqualTo(new Spread(10, 4));
    assertThat(new Spread(10, 0).sums(new Spread(3, 2))).isEqualTo(new Spread(30, 200));
  }

  @Test
  void aboutTheMeanMarkovsInequalityTellsMore() {
    assertThat(Spread.ofCounts(10).reaching(15)).isEqualTo(10 / 15.0);
  }

  @Test
  void farAboveItCantellisDoes() {
    assertThat(Spread.ofCounts(10).reaching(110)).isEqualTo(1 / 101.0);
  }

  @Test
  void whatIsNotAboveTheMeanMayBeReachedByAll() {
    assertThat(Spread.ofCounts(10).reaching(10)).isEqualTo(1);
    assertThat(Spread.ofCounts(10).reaching(-10)).isEqualTo(1);
  }

  /// Q18 of TPC-H, of whose 15 million orders at scale 10 624 reach 300.
  @Test
  void ordersOfManyPiecesAreFew() {
    var ifKeysWereDense = Spread.between(1, 50).sums(Spread.ofCounts(4));
    var byTheBoundsOfKeys = Spread.between(1, 50).sums(Spread.ofCounts(1));

    assertThat(ifKeysWereDense.reaching(300)).isEqualTo(0.22, within(0.01));
    assertThat(byTheBoundsOfKeys.reaching(300)).isEqualTo(0.011, within(0.001));
  }

  /// Groups of such sizes, of values that lie evenly.
  @ParameterizedTest
  @ValueSource(doubles = {1.1, 2, 3, 5, 8})
  void noMoreSumsReachABoundThanIsSaid(double times) {
    var random = new SplittableRandom(20);
    var guess = Spread.between(0, 10).sums(Spread.ofCounts(20));
    double bound = times * guess.mean();

    double reached =
        IntStream.range(0, 20_000)
            .filter(_ -> sum(Math.round(20 * random.nextExponential()), random) >= bound)
            .count();

    assertThat(reached / 20_000).isLessThanOrEqualTo(guess.reaching(bound) + 0.01);
  }

  private static double sum(long count, RandomGenerator random) {
    return random.doubles(count, 0, 10).sum();
  }
}
