package dev.stint.tests.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// What is to go wrong with a run, and when: all of it follows from the seed. Moments are those at
/// which S3 gets or answers a request, so they fall into the same step of a run however fast it is.
record FaultSchedule(long seed, FaultJob job, RequestFaults requests, List<Blow> blows) {

  enum Kind {
    KILL_COORDINATOR,
    KILL_FUNCTION,
    /// The coordinator is stopped, another takes over, and when that is done the first wakes up.
    FREEZE_COORDINATOR
  }

  /// Whether a request at which something happens takes effect.
  enum When {
    BEFORE,
    AFTER
  }

  /// Comes at request `number`, counted from 1 over the run's life, of those of kind `request`, or
  /// of all where that is OTHER.
  record Blow(Kind kind, S3Request.Kind request, int number, When when) {}

  private static final FaultJob[] JOBS = FaultJob.values();
  private static final double[] SHARES = {0, 0.005, 0.02, 0.05};

  FaultSchedule {
    blows = List.copyOf(blows);
  }

  static FaultSchedule of(long seed) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    var job = JOBS[Math.floorMod(seed, JOBS.length)];
    var requests =
        new RequestFaults(seed, SHARES[random.nextInt(SHARES.length)], 0.05 * random.nextInt(3));
    var blows = new ArrayList<Blow>();
    int count = random.nextInt(1, 4);
    for (int blow = 0; blow < count; blow++) {
      blows.add(blow(random, job));
    }
    blows.sort(Comparator.comparingInt(Blow::number));
    return new FaultSchedule(seed, job, requests, blows);
  }

  private static Blow blow(Random random, FaultJob job) {
    var kind =
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3, 4 -> Kind.KILL_COORDINATOR;
          case 5, 6, 7, 8 -> Kind.KILL_FUNCTION;
          default -> Kind.FREEZE_COORDINATOR;
        };
    var request =
        switch (random.nextInt(job.writesFiles() ? 5 : 3)) {
          case 0 -> S3Request.Kind.JOURNAL;
          case 1 -> S3Request.Kind.SEGMENT;
          case 2 -> S3Request.Kind.OTHER;
          default -> S3Request.Kind.COMMIT;
        };
    int number = 1 + random.nextInt(usualCount(request));
    return new Blow(kind, request, number, When.values()[random.nextInt(2)]);
  }

  /// About how many such requests a run makes.
  private static int usualCount(S3Request.Kind kind) {
    return switch (kind) {
      case JOURNAL -> 12;
      case SEGMENT -> 12;
      case COMMIT -> 20;
      case OTHER -> 150;
    };
  }
}
