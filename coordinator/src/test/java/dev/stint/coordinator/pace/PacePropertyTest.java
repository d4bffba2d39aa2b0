package dev.stint.coordinator.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.pace.Pace.Ending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Attempts come, start, end, are refused and withdrawn at random; one seed is one replayable
/// world.
class PacePropertyTest {

  private static final long SECOND = Pace.NANOS_PER_SECOND;
  private static final int STEPS = 4_000;
  private static final List<Ending> ENDINGS = List.of(Ending.values());

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void limitsHoldAndNothingIdlesWhereThereIsRoomAndWork(long seed) {
    new World(seed).run();
  }

  /// One limiter under all that can happen to it.
  private static final class World {
    private final Random random;
    private final PaceLimits limits;
    private final Pace<Integer> pace;
    private final int runs;
    private final List<PaceTicket<Integer>> flying = new ArrayList<>();
    private final List<PaceTicket<Integer>> added = new ArrayList<>();
    private final Deque<Long> lastSecond = new ArrayDeque<>();
    private final Map<String, RightsToStart> rights = new HashMap<>();
    private long now;
    private int accepted;

    World(long seed) {
      this.random = new Random(seed);
      this.limits =
          new PaceLimits(1 + random.nextInt(40), 1 + random.nextInt(300), 1 + random.nextInt(60));
      this.pace = new Pace<>(limits);
      this.runs = 1 + random.nextInt(4);
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        now += random.nextInt(4) == 0 ? random.nextLong(SECOND / 20) : 0;
        act();
        startAll();
      }
      recover();
    }

    private void act() {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> add();
        case 3, 4 -> land();
        case 5 -> refuse();
        case 6 -> withdraw();
        default -> now = Math.max(now, Math.min(pace.nextNanos(now), now + SECOND));
      }
    }

    private void add() {
      String run = "run-" + random.nextInt(runs);
      var ticket = new PaceTicket<>(run, "function-" + random.nextInt(3), added.size());
      added.add(ticket);
      pace.add(ticket);
    }

    private void land() {
      if (!flying.isEmpty()) {
        var ending = ENDINGS.get(random.nextInt(ENDINGS.size()));
        var ticket = flying.remove(random.nextInt(flying.size()));
        rights(ticket).landed(ticket, ending);
        pace.ended(ticket, ending, now);
        accepted += ending == Ending.UNSENT ? 0 : 1;
      }
    }

    private void refuse() {
      if (!flying.isEmpty() && random.nextInt(3) == 0) {
        var ticket = flying.remove(random.nextInt(flying.size()));
        rights(ticket).refused(ticket);
        pace.refused(ticket, random.nextDouble(), now);
      }
    }

    private void withdraw() {
      if (!added.isEmpty() && random.nextInt(3) == 0) {
        pace.withdraw(added.get(random.nextInt(added.size())));
      }
    }

    private void startAll() {
      int before = flying.size();
      for (var ticket = pace.next(now); ticket != null; ticket = pace.next(now)) {
        flying.add(ticket);
        lastSecond.addLast(now);
        rights(ticket).started(ticket, now);
      }
      while (!lastSecond.isEmpty() && lastSecond.getFirst() <= now - SECOND) {
        lastSecond.removeFirst();
      }
      assertThat(flying).hasSizeLessThanOrEqualTo(limits.concurrency()).hasSize(pace.inFlight());
      assertThat(lastSecond).hasSizeLessThanOrEqualTo(limits.requestsPerSecond());
      if (flying.size() > before) {
        assertThat(flying.size()).isLessThanOrEqualTo(pace.places(now));
      }
      requireReasonToIdle();
    }

    /// Whoever waits, waits for an attempt to end or for a time that is not far.
    private void requireReasonToIdle() {
      long next = pace.nextNanos(now);
      if (next == Pace.NEVER) {
        assertThat(pace.waiting() == 0 || flying.size() == limits.concurrency()).isTrue();
      } else {
        assertThat(next).isBetween(now + 1, now + 25 * SECOND);
      }
    }

    /// When nothing more is refused, all that waits is done, and all places are used at once.
    private void recover() {
      now += 21 * SECOND;
      for (int attempt = 0; attempt < 3 * limits.concurrency(); attempt++) {
        add();
      }
      int mostAtOnce = 0;
      while (pace.waiting() > 0) {
        startAll();
        mostAtOnce = Math.max(mostAtOnce, flying.size());
        if (flying.size() == limits.concurrency()) {
          land();
        } else {
          long next = pace.nextNanos(now);
          now = next == Pace.NEVER ? now : next;
        }
      }
      assertThat(mostAtOnce).isEqualTo(limits.concurrency());
      assertThat(accepted).isPositive();
    }

    private RightsToStart rights(PaceTicket<Integer> ticket) {
      return rights.computeIfAbsent(
          ticket.function(), _ -> new RightsToStart(limits.newEnvironments()));
    }
  }

  /// Counts what Lambda would: a start that finds no idle environment needs a new one, and the
  /// right to it comes back at `limit` in ten seconds. Idle ones are not forgotten within a world.
  private static final class RightsToStart {
    private final int limit;
    private double left;
    private long countedNanos;
    private int idle;
    private final Map<PaceTicket<Integer>, Boolean> isNew = new HashMap<>();

    RightsToStart(int limit) {
      this.limit = limit;
      this.left = limit;
    }

    void started(PaceTicket<Integer> ticket, long nowNanos) {
      left = Math.min(limit, left + (nowNanos - countedNanos) * (limit / 1e10));
      countedNanos = nowNanos;
      isNew.put(ticket, idle == 0);
      if (idle > 0) {
        idle--;
      } else {
        left--;
        assertThat(left).isGreaterThan(-1e-3);
      }
    }

    void landed(PaceTicket<Integer> ticket, Ending ending) {
      boolean wasNew = isNew.remove(ticket);
      switch (ending) {
        case ANSWERED -> idle++;
        case LOST -> {}
        case UNSENT -> {
          left += wasNew ? 1 : 0;
          idle += wasNew ? 0 : 1;
        }
      }
    }

    void refused(PaceTicket<Integer> ticket) {
      left += isNew.remove(ticket) ? 1 : 0;
    }
  }
}
