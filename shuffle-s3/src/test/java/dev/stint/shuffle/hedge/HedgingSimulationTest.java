package dev.stint.shuffle.hedge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.shuffle.hedge.HedgePolicy.Kind;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks that make 200 small reads of S3, eight at a time, in virtual time. Latencies follow the
/// measured quantiles, those of two requests independently; each function's session multiplies them
/// by a factor of its own.
class HedgingSimulationTest {

  private static final int READS = 200;
  private static final int STREAMS = 8;
  private static final int TASKS = 10_000;

  private final SplittableRandom random = new SplittableRandom(11);
  private long requests;
  private long hedges;

  /// A function runs `tasksOfFunction` tasks, and then a new one that has seen nothing begins.
  @ParameterizedTest(name = "{0} tasks in a function")
  @ValueSource(ints = {1, 20})
  void hedgingCutsTheTailOfTasks(int tasksOfFunction) {
    double[] plain = new double[TASKS];
    double[] hedged = new double[TASKS];
    var policy = new HedgePolicy();
    double session = 1;
    for (int task = 0; task < TASKS; task++) {
      if (task % tasksOfFunction == 0) {
        policy = new HedgePolicy();
        session = 0.65 + 0.85 * random.nextDouble();
      }
      plain[task] = taskSeconds(session, null);
      hedged[task] = taskSeconds(session, policy);
    }
    Arrays.sort(plain);
    Arrays.sort(hedged);

    double gain = at(plain, 0.999) / at(hedged, 0.999);
    double share = (double) hedges / requests;
    assertThat(gain).isGreaterThan(1.8);
    assertThat(share).isLessThan(HedgePolicy.SHARE + HedgePolicy.BURST / READS / tasksOfFunction);
  }

  private double taskSeconds(double session, @Nullable HedgePolicy policy) {
    var streams = new PriorityQueue<Double>();
    for (int stream = 0; stream < STREAMS; stream++) {
      streams.add(0.0);
    }
    double end = 0;
    for (int read = 0; read < READS; read++) {
      double start = streams.remove();
      double seconds = policy == null ? read(session) : hedgedRead(session, policy);
      streams.add(start + seconds);
      end = Math.max(end, start + seconds);
    }
    return end;
  }

  private double hedgedRead(double session, HedgePolicy policy) {
    requests++;
    double first = read(session);
    double delay = policy.begin(Kind.READ, 1000) / 1e9;
    double seconds = first;
    if (first > delay && policy.mayHedge()) {
      hedges++;
      double second = read(session);
      seconds = Math.min(first, delay + second);
      if (delay + second < first) {
        policy.record(Kind.READ, 1000, (long) (1e9 * second));
      }
    }
    policy.record(Kind.READ, 1000, (long) (1e9 * seconds));
    return seconds;
  }

  private double read(double session) {
    return session * S3Latencies.getNanos(random.nextDouble()) / 1e9;
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) (quantile * sorted.length)];
  }
}
