package dev.stint.coordinator.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// The zones of the city, from the resource `zones.csv`, and how often trips begin and end in each.
/// Zone i of a borough, in the order of the file, is about half as busy as zone 0 when i is 6.
final class Zones {

  static final int COUNT = 265;

  private static final int SLOTS = 1 << 16;

  /// Per ten thousand trips, as in the real ones.
  private static final Map<String, Integer> PICKUPS =
      Map.of(
          "EWR", 1,
          "Queens", 590,
          "Bronx", 110,
          "Manhattan", 8900,
          "Staten Island", 3,
          "Brooklyn", 266,
          "Unknown", 130);

  private static final Map<String, Integer> DROPOFFS =
      Map.of(
          "EWR", 20,
          "Queens", 700,
          "Bronx", 130,
          "Manhattan", 8500,
          "Staten Island", 10,
          "Brooklyn", 480,
          "Unknown", 160);

  private final byte[] csv;
  private final String[] boroughs = new String[COUNT + 1];
  private final short[] pickups;
  private final short[] dropoffs;

  Zones() {
    this.csv = resource();
    var lines = new String(csv, StandardCharsets.UTF_8).lines().skip(1).toList();
    for (int id = 1; id <= COUNT; id++) {
      var line = lines.get(id - 1);
      int quote = line.indexOf('"');
      boroughs[id] = line.substring(quote + 1, line.indexOf('"', quote + 1));
    }
    this.pickups = slots(PICKUPS);
    this.dropoffs = slots(DROPOFFS);
  }

  private static byte[] resource() {
    try (var stream = Zones.class.getResourceAsStream("zones.csv")) {
      if (stream == null) {
        throw new IllegalStateException("the resource zones.csv is missing");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The zone table: `location_id`, `borough`, `zone`, `service_zone`.
  byte[] csv() {
    return csv.clone();
  }

  String borough(int id) {
    return boroughs[id];
  }

  int pickup(SplittableRandom random) {
    return pickups[random.nextInt() & (SLOTS - 1)];
  }

  int dropoff(SplittableRandom random) {
    return dropoffs[random.nextInt() & (SLOTS - 1)];
  }

  /// As many slots for each zone as it has trips, so that drawing a slot draws a zone.
  private short[] slots(Map<String, Integer> shares) {
    double[] weights = new double[COUNT + 1];
    List.copyOf(shares.entrySet())
        .forEach(share -> weigh(share.getKey(), share.getValue(), weights));
    double sum = Arrays.stream(weights).sum();
    short[] slots = new short[SLOTS];
    double end = 0;
    int slot = 0;
    for (int id = 1; id <= COUNT; id++) {
      end += weights[id] * SLOTS / sum;
      while (slot < Math.min(SLOTS, Math.round(end))) {
        slots[slot++] = (short) id;
      }
    }
    return slots;
  }

  private void weigh(String borough, int share, double[] weights) {
    double sum = 0;
    int rank = 0;
    for (int id = 1; id <= COUNT; id++) {
      if (borough.equals(boroughs[id])) {
        weights[id] = 1.0 / (6 + rank++);
        sum += weights[id];
      }
    }
    for (int id = 1; id <= COUNT; id++) {
      if (borough.equals(boroughs[id])) {
        weights[id] *= share / sum;
      }
    }
  }
}
