package dev.stint.coordinator.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.coordinator.pace.Pace.Ending;
import dev.stint.coordinator.pace.Pace.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long SECOND = Pace.NANOS_PER_SECOND;

  @Test
  void attemptsStartInTheirOrderUpToTheConcurrency() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(2));
    add(pace, "run", "a", "b", "c");

    assertThat(startAll(pace, 0)).containsExactly("a", "b");
    assertThat(pace.nextNanos(0)).isEqualTo(Pace.NEVER);
  }

  @Test
  void attemptThatIsOverMakesRoomForTheNext() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(1));
    add(pace, "run", "a", "b");
    var first = start(pace, 0);

    pace.ended(first, Ending.ANSWERED, 5);

    assertThat(startAll(pace, 5)).containsExactly("b");
  }

  @Test
  void refusedAttemptWaitsForThePauseAndIsStillTheFirst() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(4));
    add(pace, "run", "a", "b", "c", "d", "e");
    var first = start(pace, 0);

    assertThat(pace.refused(first, 0, 0)).isEqualTo(Refusal.WAITS);

    assertThat(startAll(pace, 0)).isEmpty();
    long resumed = pace.nextNanos(0);
    assertThat(resumed).isEqualTo(SECOND / 10);
    assertThat(startAll(pace, resumed - 1)).isEmpty();
    assertThat(startAll(pace, resumed)).containsExactly("a");
  }

  @Test
  void chanceShortensThePauseByUpToHalf() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(1));
    add(pace, "run", "a");

    pace.refused(start(pace, 0), 0.5, 0);

    assertThat(pace.nextNanos(0)).isEqualTo(SECOND * 3 / 40);
  }

  @Test
  void refusalsOfOneBurstLeaveAsManyPlacesAsWereAccepted() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(1000));
    addMany(pace, "run", 1000);
    var burst = startTickets(pace, 0);

    burst.subList(100, 1000).forEach(each -> pace.refused(each, 0, SECOND / 100));

    assertThat(pace.inFlight()).isEqualTo(100);
    assertThat(pace.places(SECOND / 100)).isEqualTo(100);
  }

  @Test
  void laterRefusalCutsThePlacesOnce() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(100));
    addMany(pace, "run", 100);
    var burst = startTickets(pace, 0);

    pace.refused(burst.get(99), 0, 0);
    pace.refused(burst.get(98), 0, 0);

    assertThat(pace.places(0)).isEqualTo(69);
  }

  @Test
  void placesComeBackByATwentiethOfTheLimitPerSecond() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(1000));
    addMany(pace, "run", 1000);
    pace.refused(startTickets(pace, 0).getFirst(), 0, 0);

    assertThat(pace.places(0)).isEqualTo(699);
    assertThat(pace.places(SECOND)).isEqualTo(749);
    assertThat(pace.places(7 * SECOND)).isEqualTo(1000);
  }

  @Test
  void oneRunWithLongAttemptsAndOneWithShortOnesGetEqualPlaces() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(10));
    addMany(pace, "long", 100);
    addMany(pace, "short", 1000);
    startTickets(pace, 0);
    var shorts = new ArrayList<PaceTicket<String>>();
    long longs = 0;
    for (int second = 1; second < 100; second++) {
      for (var each : shorts) {
        pace.ended(each, Ending.ANSWERED, second * SECOND);
      }
      shorts.clear();
      for (var each : startTickets(pace, second * SECOND)) {
        if (each.run().equals("short")) {
          shorts.add(each);
        } else {
          longs++;
        }
      }
    }

    // The five long attempts of the start never end, and none was started beside them.
    assertThat(longs).isZero();
    assertThat(pace.inFlight()).isEqualTo(10);
  }

  @Test
  void runThatHasNothingToStartHoldsNobodyBack() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(4));
    add(pace, "idle", "a");
    add(pace, "busy", "b", "c", "d", "e");

    assertThat(startAll(pace, 0)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void newcomerGetsEveryPlaceUntilItHasItsPart() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(4));
    addMany(pace, "first", 10);
    var burst = startTickets(pace, 0);
    add(pace, "newcomer", "a", "b", "c");

    pace.ended(burst.get(0), Ending.ANSWERED, 1);
    pace.ended(burst.get(1), Ending.ANSWERED, 1);

    assertThat(startAll(pace, 1)).containsExactly("a", "b");
    pace.ended(burst.get(2), Ending.ANSWERED, 2);
    assertThat(startAll(pace, 2)).containsExactly("first4");
  }

  @Test
  void newEnvironmentsAreRationedAndWarmOnesAreNot() {
    var pace = new Pace<String>(new PaceLimits(1000, Integer.MAX_VALUE, 10));
    addMany(pace, "run", 30);
    var burst = startTickets(pace, 0);
    assertThat(burst).hasSize(10);
    assertThat(pace.nextNanos(0)).isEqualTo(SECOND);

    burst.forEach(each -> pace.ended(each, Ending.ANSWERED, 1));

    assertThat(startTickets(pace, 1)).hasSize(10);
    assertThat(startTickets(pace, SECOND)).hasSize(1);
  }

  @Test
  void lostFunctionIsNotWarm() {
    var pace = new Pace<String>(new PaceLimits(1000, Integer.MAX_VALUE, 10));
    addMany(pace, "run", 30);

    startTickets(pace, 0).forEach(each -> pace.ended(each, Ending.LOST, 1));

    assertThat(startTickets(pace, 1)).isEmpty();
  }

  @Test
  void functionWithoutEnvironmentsDoesNotHoldBackAnother() {
    var pace = new Pace<String>(new PaceLimits(1000, Integer.MAX_VALUE, 2));
    for (int attempt = 0; attempt < 4; attempt++) {
      pace.add(new PaceTicket<>("run", "small", "small"));
    }
    pace.add(new PaceTicket<>("run", "large", "large"));

    assertThat(startAll(pace, 0)).containsExactly("small", "small", "large");
  }

  @Test
  void withdrawnAttemptLeavesAtOnce() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(1));
    var ticket = new PaceTicket<>("run", "f", "a");
    pace.add(ticket);

    assertThat(pace.withdraw(ticket)).isTrue();
    assertThat(pace.withdraw(ticket)).isFalse();

    assertThat(pace.waiting()).isZero();
    assertThat(startAll(pace, 0)).isEmpty();
  }

  @Test
  void refusalsForLongerThanFunctionsLiveWithNothingRunningAreHopeless() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(8));
    add(pace, "run", "a");
    long now = 0;
    int refusals = 0;
    var refusal = Refusal.WAITS;
    while (refusal == Refusal.WAITS) {
      now = Math.max(now, pace.nextNanos(now));
      refusal = pace.refused(start(pace, now), 0, now);
      refusals++;
    }

    assertThat(now / SECOND).isBetween(960L, 966L);
    assertThat(refusals).isBetween(190, 200);
    assertThat(pace.waiting() + pace.inFlight()).isZero();
  }

  @Test
  void ticketThatIsNotInFlightCannotEnd() {
    var pace = new Pace<String>(PaceLimits.ofConcurrency(1));
    var ticket = new PaceTicket<>("run", "f", "a");
    pace.add(ticket);

    assertThatThrownBy(() -> pace.ended(ticket, Ending.LOST, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("attempt a is WAITING and not IN_FLIGHT");
  }

  private static void add(Pace<String> pace, String run, String... attempts) {
    for (String attempt : attempts) {
      pace.add(new PaceTicket<>(run, "f", attempt));
    }
  }

  private static void addMany(Pace<String> pace, String run, int count) {
    for (int attempt = 0; attempt < count; attempt++) {
      add(pace, run, run + attempt);
    }
  }

  private static PaceTicket<String> start(Pace<String> pace, long nowNanos) {
    var ticket = pace.next(nowNanos);
    assertThat(ticket).isNotNull();
    return ticket;
  }

  private static List<String> startAll(Pace<String> pace, long nowNanos) {
    return startTickets(pace, nowNanos).stream().map(PaceTicket::attempt).toList();
  }

  private static List<PaceTicket<String>> startTickets(Pace<String> pace, long nowNanos) {
    var started = new ArrayList<PaceTicket<String>>();
    for (var ticket = pace.next(nowNanos); ticket != null; ticket = pace.next(nowNanos)) {
      started.add(ticket);
    }
    return started;
  }
}
