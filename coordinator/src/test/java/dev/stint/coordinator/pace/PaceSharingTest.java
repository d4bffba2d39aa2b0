package dev.stint.coordinator.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Limiters of several processes, which know nothing of each other, at one account.
class PaceSharingTest {

  private static final long SECOND = Pace.NANOS_PER_SECOND;
  private static final int ACCOUNT = 1000;

  /// A limiter with longer attempts keeps longer what it is to give back, and so has more on
  /// average: parts are even for attempts of equal length, and else nobody starves.
  static Stream<Arguments> worlds() {
    return Stream.of(
        Arguments.of(1, 2, 2, 0.95),
        Arguments.of(2, 30, 30, 0.95),
        Arguments.of(3, 1, 10, 0.8),
        Arguments.of(4, 5, 0.5, 0.8),
        Arguments.of(5, 0.2, 5, 0.8));
  }

  /// The second comes when the first holds all there is.
  @ParameterizedTest(name = "seed {0}: attempts of {1} s and of {2} s")
  @MethodSource("worlds")
  void twoLimitersShareAnAccountFairly(
      long seed, double firstSeconds, double secondSeconds, double leastJain) {
    var account = new SimulatedAccount(ACCOUNT, seed);
    var first = client(account, firstSeconds);
    var second = client(account, secondSeconds);
    account.at(0, () -> first.keepBusy("first"));
    account.at(20 * SECOND, () -> second.keepBusy("second"));

    account.runUntil(140 * SECOND);
    first.forget();
    second.forget();
    account.runUntil(440 * SECOND);
    double firstPlaces = first.placeSeconds() / 300;
    double secondPlaces = second.placeSeconds() / 300;

    String story =
        String.format(
            Locale.ROOT,
            "places %.0f and %.0f, Jain %.3f, %d refused beside %d accepted",
            firstPlaces,
            secondPlaces,
            jain(firstPlaces, secondPlaces),
            first.refusals + second.refusals,
            first.acceptedTotal + second.acceptedTotal);
    assertThat(jain(firstPlaces, secondPlaces)).as(story).isGreaterThan(leastJain);
    assertThat(Math.min(firstPlaces, secondPlaces)).as(story).isGreaterThan(0.2 * ACCOUNT);
    assertThat(firstPlaces + secondPlaces).as(story).isGreaterThan(0.85 * ACCOUNT);
    assertThat(first.refusals + second.refusals).as(story).isLessThan(3L * ACCOUNT);
  }

  @Test
  void newcomerHasAThirdOfTheAccountWithinAMinute() {
    var account = new SimulatedAccount(ACCOUNT, 6);
    var first = client(account, 5);
    var second = client(account, 5);
    account.at(0, () -> first.keepBusy("first"));
    account.at(20 * SECOND, () -> second.keepBusy("second"));

    account.runUntil(80 * SECOND);
    second.forget();
    account.runUntil(90 * SECOND);

    assertThat(second.placeSeconds() / 10).isGreaterThan(ACCOUNT / 3.0);
  }

  private static SimulatedAccount.Client client(SimulatedAccount account, double seconds) {
    return account.client(
        PaceLimits.ofAccount(ACCOUNT),
        () -> Math.round(seconds * SECOND * (0.5 + account.random.nextDouble())));
  }

  /// 1 when all get the same, 1/n when one of n gets all.
  private static double jain(double one, double other) {
    return (one + other) * (one + other) / (2 * (one * one + other * other));
  }
}
