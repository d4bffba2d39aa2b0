package dev.stint.coordinator.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.SplittableRandom;

/// Writes the trips of a month as CSV. The same seed, month and number of rows give the same bytes,
/// on any machine.
final class TripGenerator {

  static final String HEADER =
      "vendor_id,pickup_datetime,dropoff_datetime,passenger_count,trip_distance,rate_code_id,"
          + "store_and_fwd_flag,pickup_location_id,dropoff_location_id,payment_type,fare_amount,"
          + "extra,mta_tax,tip_amount,tolls_amount,improvement_surcharge,total_amount,"
          + "congestion_surcharge";

  private static final int SECONDS_PER_DAY = 86_400;

  private final Zones zones;
  private final long seed;

  TripGenerator(Zones zones, long seed) {
    this.zones = zones;
    this.seed = seed;
  }

  /// Writes a header and `rows` trips, ordered by day; the incomplete ones stand in a block at the
  /// end, as they do in the real files.
  void write(DemoMonth month, long rows, OutputStream out) throws IOException {
    var random =
        new SplittableRandom(
            seed * 1_000_003 + month.month().getYear() * 12L + month.month().getMonthValue());
    var trip = new Trip(zones, random);
    var text = new ByteText(out);
    text.text(HEADER);
    text.endRow();
    var days = new Days(month.month().atDay(1));
    int dayCount = month.month().lengthOfMonth();
    long complete = rows - rows * month.incomplete() / 1000;
    for (long row = 0; row < rows; row++) {
      boolean isIncomplete = row >= complete;
      int day =
          isIncomplete ? random.nextInt(dayCount) : Math.toIntExact(row * dayCount / complete);
      trip.draw(month, day, isIncomplete);
      writeTrip(trip, days, text);
    }
    text.flush();
  }

  private static void writeTrip(Trip trip, Days days, ByteText text) throws IOException {
    boolean isComplete = !trip.isIncomplete;
    number(isComplete, trip.vendor, text);
    days.write(trip.pickupSecond, text);
    text.character(',');
    days.write(trip.dropoffSecond, text);
    text.character(',');
    number(isComplete, trip.passengers, text);
    amount(trip.distance, text);
    number(isComplete, trip.rateCode, text);
    if (isComplete) {
      text.character(trip.isStored ? 'Y' : 'N');
    }
    text.character(',');
    number(true, trip.pickupZone, text);
    number(true, trip.dropoffZone, text);
    number(isComplete, trip.paymentType, text);
    amount(trip.fare, text);
    amount(trip.extra, text);
    amount(trip.tax, text);
    amount(trip.tip, text);
    amount(trip.tolls, text);
    amount(trip.improvement, text);
    amount(trip.total(), text);
    if (trip.surcharge != Trip.NONE) {
      text.hundredths(trip.surcharge);
    }
    text.endRow();
  }

  private static void number(boolean isKnown, int value, ByteText text) {
    if (isKnown) {
      text.number(value);
    }
    text.character(',');
  }

  private static void amount(int hundredths, ByteText text) {
    text.hundredths(hundredths);
    text.character(',');
  }

  /// The dates around a month, written ahead: a trip may begin in it and end outside.
  private static final class Days {

    private static final int BEFORE = 1;

    private final String[] dates = new String[BEFORE + 33];

    Days(LocalDate first) {
      for (int i = 0; i < dates.length; i++) {
        dates[i] = first.plusDays(i - BEFORE) + " ";
      }
    }

    void write(int second, ByteText text) {
      text.text(dates[BEFORE + Math.floorDiv(second, SECONDS_PER_DAY)]);
      int time = Math.floorMod(second, SECONDS_PER_DAY);
      text.twoDigits(time / 3600);
      text.character(':');
      text.twoDigits(time / 60 % 60);
      text.character(':');
      text.twoDigits(time % 60);
    }
  }
}
