package dev.stint.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActorTest {

  private final VirtualTime time = new VirtualTime();
  private final Actor actor = new Actor("a", time, ClockError.NONE);

  @Test
  void isWokenWhenItIsNoLongerBusy() {
    var woken = new ArrayList<Long>();
    actor.wake(Duration.ofMillis(10), () -> actor.spend(Duration.ofMillis(50)));
    actor.wake(Duration.ofMillis(20), () -> woken.add(time.nanos()));
    actor.wake(Duration.ofMillis(100), () -> woken.add(time.nanos()));

    time.runUntil(() -> false, Duration.ofHours(1));

    assertThat(woken).containsExactly(60_000_000L, 100_000_000L);
  }

  @Test
  void showsTheTimeItHasReachedByAWrongClock() {
    var wrong = new Actor("b", time, new ClockError(Duration.ofSeconds(-3), 1e-3));

    wrong.spend(Duration.ofSeconds(1000));

    assertThat(wrong.instant()).isEqualTo(VirtualTime.START.plusSeconds(1000 - 3 + 1));
    assertThat(time.nanos()).isZero();
  }

  @Test
  void clocksOfOneWorldDisagree() {
    var random = new Chance(7).stream("clocks");

    assertThat(ClockError.draw(random)).isNotEqualTo(ClockError.draw(random));
  }

  @Test
  void diesInTheStepThatWasSetAndIsNotWokenAgain() {
    var woken = new ArrayList<String>();
    actor.dieAfter(1);
    actor.wake(
        Duration.ZERO,
        () -> {
          actor.live();
          woken.add("once");
          actor.live();
          woken.add("never");
        });
    actor.wake(Duration.ofSeconds(1), () -> woken.add("after its death"));

    time.runUntil(() -> false, Duration.ofHours(1));

    assertThat(woken).containsExactly("once");
    assertThat(actor.isDead()).isTrue();
    assertThatThrownBy(actor::live).isInstanceOf(Died.class);
  }

  @Test
  void interleavedActorsMeetBetweenAnyTwoRequests() {
    var heard = new ArrayList<String>();
    for (var name : new String[] {"x", "y"}) {
      var strand = new Actor(name, time, ClockError.NONE, Actor.Waiting.INTERLEAVED);
      strand.wake(Duration.ofMillis(name.equals("x") ? 0 : 5), () -> threeRequests(strand, heard));
      strand.wake(Duration.ofMillis(12), () -> heard.add(name + " again"));
    }

    time.runUntil(() -> false, Duration.ofHours(1));

    assertThat(heard).containsExactly("x1", "y1", "x2", "y2", "x3", "x again", "y3", "y again");
    assertThat(time.nanos()).isEqualTo(35_000_000L);
  }

  private static void threeRequests(Actor strand, List<String> heard) {
    for (int request = 1; request <= 3; request++) {
      strand.spend(Duration.ofMillis(10));
      heard.add(strand.name() + request);
    }
  }

  @Test
  void interleavedActorsAreKilledInTheMiddle() {
    var heard = new ArrayList<String>();
    var strand = new Actor("x", time, ClockError.NONE, Actor.Waiting.INTERLEAVED);
    strand.wake(Duration.ZERO, () -> threeRequests(strand, heard));
    time.after(Duration.ofMillis(15), strand::kill);

    time.runUntil(() -> false, Duration.ofHours(1));

    assertThat(heard).containsExactly("x1");
  }

  @Test
  void whatAnActorThrowsComesOutOfTheWorld() {
    var strand = new Actor("x", time, ClockError.NONE, Actor.Waiting.INTERLEAVED);
    strand.wake(
        Duration.ZERO,
        () -> {
          strand.spend(Duration.ofMillis(1));
          throw new IllegalStateException("broken");
        });

    assertThatThrownBy(() -> time.runUntil(() -> false, Duration.ofHours(1))).hasMessage("broken");
  }
}
