package dev.stint.tests.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/// How a new environment comes to be: AWS makes room for it, then the runtime starts. `init` is
/// billed, the rest is not.
record ColdStart(QuantileTable init) {

  /// Beside how many others within a second it is slower to make room.
  static final int BURST = 64;

  /// Java starts with a handler that is `scale` times as much work as a trivial one.
  static ColdStart plain(double scale) {
    return new ColdStart(Latencies.JAVA_INIT.times(scale));
  }

  /// Restored from a snapshot.
  static ColdStart snapStart() {
    return new ColdStart(Latencies.SNAPSHOT_RESTORE);
  }

  /// Until there is a runtime to start.
  Duration room(SplittableRandom random, int startedWithinSecond) {
    var table =
        startedWithinSecond > BURST ? Latencies.ENVIRONMENT_IN_BURST : Latencies.ENVIRONMENT;
    return table.sample(random);
  }
}
