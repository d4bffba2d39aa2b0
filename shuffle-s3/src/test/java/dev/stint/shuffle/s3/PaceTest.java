package dev.stint.shuffle.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In virtual time: nothing here waits.
class PaceTest {

  private static final double NANOS = 1e9;

  @Test
  void withoutRejectionsNothingWaits() {
    var pace = new Pace();

    for (int i = 0; i < 1000; i++) {
      assertThat(pace.reserve(i)).isEqualTo(i);
    }
    assertThat(pace.ratePerSecond(1000)).isInfinite();
  }

  @Test
  void rejectionsOfOneBurstCountOnce() {
    var pace = new Pace();
    for (int i = 0; i < 1000; i++) {
      var _ = pace.reserve(seconds(i / 1000.0));
    }

    for (int i = 0; i < 50; i++) {
      pace.reject(seconds(0.95 + i / 1000.0), seconds(1 + i / 1000.0));
    }

    assertThat(pace.ratePerSecond(seconds(1))).isBetween(600.0, 750.0);
  }

  @Test
  void rateIsForgottenAfterAQuietMinute() {
    var pace = new Pace();
    var _ = pace.reserve(0);
    pace.reject(0, seconds(0.03));
    assertThat(pace.ratePerSecond(seconds(0.03))).isLessThan(20);

    assertThat(pace.ratePerSecond(seconds(60))).isGreaterThan(10_000);
  }

  @Test
  void anOutageLeavesATrickleAndIsOvercome() {
    var pace = new Pace();
    long now = 0;
    while (now < seconds(20)) {
      long sent = pace.reserve(now);
      now = sent + seconds(0.03);
      pace.reject(sent, now);
    }
    assertThat(pace.ratePerSecond(now)).isBetween(0.5, 1.0);

    assertThat(pace.ratePerSecond(now + seconds(10))).isGreaterThan(200);
  }

  /// A service that takes `limit` requests a second (and a tenth of that at once), against closed
  /// loops of clients that would send far more. Requests go at the pace of their process.
  @ParameterizedTest(name = "{1} processes of {2} clients at {0} requests a second")
  @CsvSource({"5500, 1, 512", "500, 1, 64", "500, 20, 16", "3500, 100, 8"})
  void goodputIsNearTheServicesLimit(double limit, int processes, int clients) {
    var world = new World(limit, processes, clients);

    world.run(seconds(10), seconds(70));

    double goodput = world.accepted / 60.0 / limit;
    double rejected = (double) world.rejected / (world.accepted + world.rejected);
    assertThat(goodput).isGreaterThan(0.9);
    assertThat(rejected).isLessThan(0.05);
    assertThat(world.leastShare()).isGreaterThan(0.5);
  }

  private static final class World {

    private record Answer(long atNanos, long sentNanos, int process, boolean isAccepted) {}

    private final PriorityQueue<Answer> answers =
        new PriorityQueue<>(Comparator.comparingLong(Answer::atNanos));
    private final SplittableRandom random = new SplittableRandom(5);
    private final double limit;
    private final List<Pace> paces;
    private final List<Long> acceptedOf;
    private final PriorityQueue<Answer> sends =
        new PriorityQueue<>(Comparator.comparingLong(Answer::sentNanos));
    private double tokens;
    private long refilledNanos;
    private long accepted;
    private long rejected;

    World(double limit, int processes, int clients) {
      this.limit = limit;
      this.tokens = limit / 10;
      this.paces = IntStream.range(0, processes).mapToObj(_ -> new Pace()).toList();
      this.acceptedOf = new ArrayList<>(IntStream.range(0, processes).mapToObj(_ -> 0L).toList());
      for (int client = 0; client < processes * clients; client++) {
        send(client % processes, random.nextLong(seconds(0.1)));
      }
    }

    /// Counts what was answered from `fromNanos` on.
    void run(long fromNanos, long toNanos) {
      long now = 0;
      while (now < toNanos) {
        boolean isSend =
            !sends.isEmpty()
                && (answers.isEmpty() || sends.peek().sentNanos <= answers.peek().atNanos);
        if (isSend) {
          now = arrive(sends.remove());
        } else {
          now = answer(answers.remove(), fromNanos);
        }
      }
    }

    double leastShare() {
      double fair = (double) accepted / paces.size();
      return acceptedOf.stream().mapToDouble(count -> count / fair).min().orElseThrow();
    }

    private long arrive(Answer request) {
      long now = request.sentNanos;
      tokens = Math.min(limit / 10, tokens + (now - refilledNanos) / NANOS * limit);
      refilledNanos = now;
      boolean isAccepted = tokens >= 1;
      tokens -= isAccepted ? 1 : 0;
      answers.add(new Answer(now + latency(), now, request.process, isAccepted));
      return now;
    }

    private long answer(Answer answer, long fromNanos) {
      boolean isCounted = answer.atNanos >= fromNanos;
      if (answer.isAccepted) {
        accepted += isCounted ? 1 : 0;
        acceptedOf.set(answer.process, acceptedOf.get(answer.process) + (isCounted ? 1 : 0));
        send(answer.process, answer.atNanos);
      } else {
        rejected += isCounted ? 1 : 0;
        paces.get(answer.process).reject(answer.sentNanos, answer.atNanos);
        send(answer.process, answer.atNanos + random.nextLong(S3Calls.FIRST_PAUSE_NANOS));
      }
      return answer.atNanos;
    }

    private void send(int process, long atNanos) {
      long sentNanos = paces.get(process).reserve(atNanos);
      sends.add(new Answer(0, sentNanos, process, false));
    }

    private long latency() {
      return seconds(0.015 + random.nextDouble() * 0.04);
    }
  }

  private static long seconds(double seconds) {
    return (long) (seconds * NANOS);
  }
}
