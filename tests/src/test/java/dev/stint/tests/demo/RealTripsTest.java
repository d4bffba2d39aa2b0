package dev.stint.tests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.demo.DemoJob;
import dev.stint.tests.cli.Cli;
import dev.stint.tests.reference.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo's job over real New York taxi trips equals the reference engine's answer.
class RealTripsTest {

  /// Lies beside the project where it is built by its authors; a user's clone does not have it.
  private static final Path REAL_TRIPS = Path.of("../../shared/data/taxi");

  private static final String REFERENCE =
      """
      SELECT
        z.borough,
        hour(t.pickup_datetime) AS hour,
        count(*) AS trips,
        sum(t.total_amount) AS revenue,
        round(
          sum(t.trip_distance) * 3600
            / sum(date_diff('second', t.pickup_datetime, t.dropoff_datetime)), 1) AS mph
      FROM read_csv('FOLDER/raw/trips/*.csv', strict_mode = false, header = true, delim = ',', columns = {
          'vendor_id': 'INT', 'pickup_datetime': 'TIMESTAMP', 'dropoff_datetime': 'TIMESTAMP',
          'passenger_count': 'INT', 'trip_distance': 'DOUBLE', 'rate_code_id': 'INT',
          'store_and_fwd_flag': 'VARCHAR', 'pickup_location_id': 'INT',
          'dropoff_location_id': 'INT', 'payment_type': 'INT', 'fare_amount': 'DECIMAL(10,2)',
          'extra': 'DECIMAL(10,2)', 'mta_tax': 'DECIMAL(10,2)', 'tip_amount': 'DECIMAL(10,2)',
          'tolls_amount': 'DECIMAL(10,2)', 'improvement_surcharge': 'DECIMAL(10,2)',
          'total_amount': 'DECIMAL(10,2)', 'congestion_surcharge': 'DECIMAL(10,2)'}) t
      JOIN read_csv('FOLDER/raw/zones.csv', strict_mode = false, header = true, quote = '"', delim = ',') z ON t.pickup_location_id = z.location_id
      WHERE t.dropoff_datetime > t.pickup_datetime AND t.trip_distance > 0 AND t.total_amount > 0
      GROUP BY z.borough, hour(t.pickup_datetime)
      """;

  @TempDir Path folder;

  @BeforeEach
  void needsTheRealTrips() {
    if (!Files.isDirectory(REAL_TRIPS)) {
      System.out.println("SKIPPED: the real trips are not at " + REAL_TRIPS);
      Assumptions.abort("the real trips are not at " + REAL_TRIPS);
    }
  }

  @Test
  void demosJobOverRealTripsEqualsTheReference() throws IOException {
    copyTrips();
    var job = DemoJob.write(folder);
    Files.writeString(
        job, Files.readString(job).replace("s3://stint-demo", "file://" + folder.toAbsolutePath()));

    var outcome = Cli.run("run", job.toString(), "--format", "json");

    try (var duckDb = new DuckDb()) {
      var expected = duckDb.query(REFERENCE.replace("FOLDER", folder.toString()));
      assertThat(expected.rows()).hasSizeGreaterThan(100);
      assertThat(expected.difference(outcome.answer(), false)).isNull();
    }
    assertThat(folder.resolve("trips/_SUCCESS")).exists();
    assertThat(folder.resolve("trips/month=2019-01")).isDirectory();
  }

  private void copyTrips() throws IOException {
    var trips = Files.createDirectories(folder.resolve("raw/trips"));
    try (var files = Files.list(REAL_TRIPS)) {
      for (var file : files.toList()) {
        var name = file.getFileName().toString();
        if (name.startsWith("yellow_tripdata")) {
          Files.copy(file, trips.resolve(name));
        }
      }
    }
    Files.copy(REAL_TRIPS.resolve("taxi_zone_lookup.csv"), folder.resolve("raw/zones.csv"));
  }
}
