package dev.stint.tests.simulation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What S3 gives: requests per second of each bucket, all of whose keys lie in one partition at
/// first; without `growth` it stays one. Faults are drawn for each request.
record S3Settings(
    double readsPerSecond, double writesPerSecond, @Nullable Duration growth, S3Faults faults) {

  /// The documented rates of a partition.
  static final double READS_PER_SECOND = 5_500;

  static final double WRITES_PER_SECOND = 3_500;

  /// Measured: five partitions after 26 minutes of full load, for reads only.
  static final Duration MEASURED_GROWTH = Duration.ofSeconds(390);

  static S3Settings of(S3Faults faults) {
    return new S3Settings(READS_PER_SECOND, WRITES_PER_SECOND, null, faults);
  }
}
