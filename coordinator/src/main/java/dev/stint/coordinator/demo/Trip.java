package dev.stint.coordinator.demo;

import java.util.SplittableRandom;

/// One trip, drawn anew for each row. Money in cents, distances in hundredths of a mile.
///
/// What is odd about real trips is odd here: refunds have all amounts negative, some distances are
/// zero, some meters ended before they began, and a dispatcher's trips lack what a meter knows.
final class Trip {

  static final int NONE = Integer.MIN_VALUE;

  private static final int SECONDS_PER_DAY = 86_400;

  /// Of ten thousand trips, by the hour in which they begin.
  private static final int[] HOURS = {
    253, 185, 134, 88, 84, 119, 241, 397, 482, 476, 478, 498, 547, 511, 543, 570, 563, 594, 705,
    645, 553, 517, 477, 340
  };

  /// Miles per hour, by the hour.
  private static final int[] SPEEDS = {
    15, 16, 17, 18, 19, 19, 16, 13, 11, 11, 11, 10, 10, 10, 10, 10, 10, 10, 10, 11, 12, 12, 13, 14
  };

  private static final byte[] HOUR_SLOTS = hourSlots();

  int vendor;
  int pickupSecond;
  int dropoffSecond;
  int passengers;
  int distance;
  int rateCode;
  boolean isStored;
  int pickupZone;
  int dropoffZone;
  int paymentType;
  int fare;
  int extra;
  int tax;
  int tip;
  int tolls;
  int improvement;
  int surcharge;
  boolean isIncomplete;

  private final Zones zones;
  private final SplittableRandom random;

  Trip(Zones zones, SplittableRandom random) {
    this.zones = zones;
    this.random = random;
  }

  private static byte[] hourSlots() {
    byte[] slots = new byte[10_000];
    int slot = 0;
    for (int hour = 0; hour < HOURS.length; hour++) {
      for (int i = 0; i < HOURS[hour]; i++) {
        slots[slot++] = (byte) hour;
      }
    }
    return slots;
  }

  int total() {
    return fare + extra + tax + tip + tolls + improvement + (surcharge == NONE ? 0 : surcharge);
  }

  /// Draws a trip that begins on `day`, counted from 0.
  void draw(DemoMonth month, int day, boolean isIncomplete) {
    this.isIncomplete = isIncomplete;
    pickupZone = zones.pickup(random);
    dropoffZone = zones.dropoff(random);
    int hour = HOUR_SLOTS[random.nextInt(HOUR_SLOTS.length)];
    pickupSecond = day * SECONDS_PER_DAY + hour * 3600 + random.nextInt(3600);
    drawMeter();
    drawRide(hour);
    drawAmounts(month, hour);
    if (random.nextInt(1000) < month.refunds()) {
      refund();
    }
  }

  private void drawMeter() {
    vendor = chance(1, 100) ? 4 : chance(38, 99) ? 1 : 2;
    int draw = random.nextInt(100);
    passengers =
        draw < 72
            ? 1
            : draw < 86 ? 2 : draw < 90 ? 3 : draw < 92 ? 4 : draw < 96 ? 5 : draw < 98 ? 6 : 0;
    isStored = chance(5, 1000);
    rateCode = chance(2, 100) ? 2 : chance(6, 1000) ? 5 : chance(2, 1000) ? 3 : 1;
    int payment = random.nextInt(1000);
    paymentType = payment < 710 ? 1 : payment < 990 ? 2 : payment < 997 ? 3 : 4;
  }

  private void drawRide(int hour) {
    boolean isFar = !zones.borough(pickupZone).equals(zones.borough(dropoffZone));
    // A sum of squares has the long tail of distances.
    int a = random.nextInt(100);
    int b = random.nextInt(100);
    distance = 40 + a * a / 40 + b * b / 100 + (isFar ? 500 + random.nextInt(1000) : 0);
    if (chance(8, 1000)) {
      distance = 0;
    }
    int speed = SPEEDS[hour] * (80 + random.nextInt(50)) + (isFar ? 500 : 0);
    int seconds = 60 + (int) (distance * 3600L / speed);
    dropoffSecond = pickupSecond + seconds;
    if (chance(2, 10_000)) {
      dropoffSecond = pickupSecond - 60 - random.nextInt(3000);
    }
  }

  private void drawAmounts(DemoMonth month, int hour) {
    int minutes = Math.max(0, dropoffSecond - pickupSecond) / 60;
    fare = rateCode == 2 ? 5200 : (250 + distance * 2 + minutes * 20) / 50 * 50;
    boolean isNight = hour >= 20 || hour < 6;
    boolean isRush = hour >= 16 && hour < 20;
    extra = isNight ? 50 : isRush ? 100 : 0;
    tax = chance(4, 1000) ? 0 : 50;
    tolls = distance > 900 && chance(2, 5) ? 612 : 0;
    improvement = 30;
    boolean isManhattan = zones.borough(pickupZone).equals("Manhattan");
    surcharge = month.withoutSurcharge() == 0 && isManhattan ? 250 : 0;
    if (random.nextInt(1000) < month.withoutSurcharge()) {
      surcharge = NONE;
    }
    int base = fare + extra + tax + tolls + improvement;
    tip = paymentType == 1 ? base * (10 + random.nextInt(20)) / 100 : 0;
  }

  private void refund() {
    paymentType = chance(1, 3) ? 4 : 3;
    tip = 0;
    fare = -fare;
    extra = -extra;
    tax = -tax;
    tolls = -tolls;
    improvement = -improvement;
    surcharge = surcharge == NONE ? NONE : -surcharge;
  }

  private boolean chance(int share, int whole) {
    return random.nextInt(whole) < share;
  }
}
