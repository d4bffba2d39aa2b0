package dev.stint.coordinator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TripGeneratorTest {

  private static final int ROWS = 100_000;

  private final Zones zones = new Zones();
  private final Map<String, List<Map<String, String>>> months = new TreeMap<>();

  @BeforeAll
  void generate() throws IOException {
    for (var month : DemoMonth.ALL) {
      months.put(
          month.month().toString(), parse(csv(DemoLake.DEFAULT_SEED, month, month.rows(ROWS))));
    }
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    var month = DemoMonth.ALL.getFirst();

    assertThat(crc(csv(1, month, 5000))).isEqualTo(crc(csv(1, month, 5000)));
    assertThat(crc(csv(1, month, 5000))).isNotEqualTo(crc(csv(2, month, 5000)));
  }

  @Test
  void theDemosBytesStayWhatTheyAre() throws IOException {
    var crcs = new ArrayList<String>();
    for (var month : DemoMonth.ALL) {
      crcs.add("%08x".formatted(crc(csv(DemoLake.DEFAULT_SEED, month, 1000))));
    }

    assertThat(crcs)
        .as("if the generator was changed on purpose, raise the version in DemoLake")
        .containsExactly(
            "3866642f",
            "de366232",
            "8291c70f",
            "e767c98d",
            "7031a0be",
            "af9b867d",
            "218df48f",
            "5d00aaa5",
            "3980dde7");
  }

  @Test
  void monthsShareTheRowsOut() {
    for (long rows : new long[] {1, 10, 999, 1_000_000}) {
      assertThat(DemoMonth.ALL.stream().mapToLong(month -> month.rows(rows)).sum()).isEqualTo(rows);
    }
  }

  @Test
  void surchargesAreMostlyEmptyAtFirst() {
    assertThat(share("2019-01", trip -> trip.get("congestion_surcharge").isEmpty()))
        .isBetween(0.60, 0.66);
    for (var month : List.of("2019-02", "2020-01", "2020-05")) {
      assertThat(share(month, trip -> trip.get("congestion_surcharge").isEmpty())).isZero();
    }
  }

  @Test
  void incompleteTripsStandInABlockAndLackFiveFields() {
    var five =
        List.of(
            "vendor_id", "passenger_count", "rate_code_id", "store_and_fwd_flag", "payment_type");
    var trips = trips("2020-05");
    int first = 0;
    while (!trips.get(first).get("vendor_id").isEmpty()) {
      first++;
    }

    assertThat((double) (trips.size() - first) / trips.size()).isBetween(0.15, 0.18);
    for (var trip : trips.subList(first, trips.size())) {
      assertThat(five).allMatch(column -> trip.get(column).isEmpty());
    }
    for (var trip : trips.subList(0, first)) {
      assertThat(five).noneMatch(column -> trip.get(column).isEmpty());
    }
    assertThat(share("2019-01", trip -> trip.get("vendor_id").isEmpty())).isZero();
  }

  @Test
  void someTripsAreOdd() {
    assertThat(share("2020-01", trip -> amount(trip, "fare_amount") < 0)).isBetween(0.001, 0.006);
    assertThat(share("2020-01", trip -> amount(trip, "trip_distance") == 0))
        .isBetween(0.004, 0.012);
    long early =
        months.values().stream()
            .flatMap(List::stream)
            .filter(trip -> trip.get("dropoff_datetime").compareTo(trip.get("pickup_datetime")) < 0)
            .count();
    assertThat(early).isBetween(5L, 60L);
  }

  @Test
  void tripsBeginInTheirMonthMostlyInManhattanAndRarelyAtFive() {
    for (var month : months.keySet()) {
      assertThat(share(month, trip -> trip.get("pickup_datetime").startsWith(month + "-")))
          .isEqualTo(1);
    }
    assertThat(share("2020-01", trip -> borough(trip).equals("Manhattan"))).isBetween(0.87, 0.91);
    assertThat(share("2020-01", trip -> hour(trip).equals("04"))).isLessThan(0.02);
    assertThat(share("2020-01", trip -> hour(trip).equals("18"))).isGreaterThan(0.06);
  }

  @Test
  void totalsAddUp() {
    for (var trip : trips("2019-01").subList(0, 1000)) {
      double sum =
          amount(trip, "fare_amount")
              + amount(trip, "extra")
              + amount(trip, "mta_tax")
              + amount(trip, "tip_amount")
              + amount(trip, "tolls_amount")
              + amount(trip, "improvement_surcharge")
              + amount(trip, "congestion_surcharge");
      assertThat(Math.round(sum * 100)).isEqualTo(Math.round(amount(trip, "total_amount") * 100));
    }
  }

  @Test
  void everyZoneHasABoroughAndSomeNamesAreAwkward() {
    var lines = new String(zones.csv(), StandardCharsets.UTF_8).lines().skip(1).toList();
    var boroughs = new HashSet<String>();
    for (int id = 1; id <= Zones.COUNT; id++) {
      boroughs.add(zones.borough(id));
    }

    assertThat(lines).hasSize(Zones.COUNT);
    assertThat(boroughs)
        .containsExactlyInAnyOrder(
            "EWR", "Queens", "Bronx", "Manhattan", "Staten Island", "Brooklyn", "Unknown");
    assertThat(lines).anyMatch(line -> line.contains("/")).anyMatch(line -> line.contains("'"));
  }

  private List<Map<String, String>> trips(String month) {
    return months.getOrDefault(month, List.of());
  }

  private double share(String month, Predicate<Map<String, String>> condition) {
    var trips = trips(month);
    return (double) trips.stream().filter(condition).count() / trips.size();
  }

  private String borough(Map<String, String> trip) {
    return zones.borough(Integer.parseInt(trip.get("pickup_location_id")));
  }

  private static String hour(Map<String, String> trip) {
    return trip.get("pickup_datetime").substring(11, 13);
  }

  private static double amount(Map<String, String> trip, String column) {
    var text = trip.get(column);
    return text.isEmpty() ? 0 : Double.parseDouble(text);
  }

  private byte[] csv(long seed, DemoMonth month, long rows) throws IOException {
    var out = new ByteArrayOutputStream();
    new TripGenerator(zones, seed).write(month, rows, out);
    return out.toByteArray();
  }

  private static long crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  private static List<Map<String, String>> parse(byte[] csv) {
    var lines = new String(csv, StandardCharsets.US_ASCII).lines().toList();
    var names = lines.getFirst().split(",", -1);
    var trips = new ArrayList<Map<String, String>>();
    for (var line : lines.subList(1, lines.size())) {
      var values = line.split(",", -1);
      assertThat(values).hasSize(names.length);
      var trip = new HashMap<String, String>();
      for (int i = 0; i < names.length; i++) {
        trip.put(names[i], values[i]);
      }
      trips.add(trip);
    }
    return trips;
  }
}
