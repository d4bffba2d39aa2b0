package dev.stint.coordinator.demo;

import java.time.YearMonth;
import java.util.List;

/// A month of trips and what is particular to it: its share of all trips, how many of a thousand
/// have no surcharge (`withoutSurcharge`), lack five fields, or are refunds.
record DemoMonth(YearMonth month, int weight, int withoutSurcharge, int incomplete, int refunds) {

  /// As the real trips of these months are: a surcharge that begins in February 2019, and a spring
  /// of 2020 in which hardly anybody took a taxi.
  static final List<DemoMonth> ALL =
      List.of(
          new DemoMonth(YearMonth.of(2019, 1), 767, 633, 0, 1),
          new DemoMonth(YearMonth.of(2019, 2), 702, 0, 0, 2),
          new DemoMonth(YearMonth.of(2019, 3), 783, 0, 0, 1),
          new DemoMonth(YearMonth.of(2020, 1), 640, 0, 10, 3),
          new DemoMonth(YearMonth.of(2020, 2), 630, 0, 9, 3),
          new DemoMonth(YearMonth.of(2020, 3), 301, 0, 13, 4),
          new DemoMonth(YearMonth.of(2020, 4), 24, 0, 80, 6),
          new DemoMonth(YearMonth.of(2020, 5), 35, 0, 168, 5),
          new DemoMonth(YearMonth.of(2020, 6), 55, 0, 91, 5));

  /// Its part of `rows` trips of all months.
  long rows(long rows) {
    long weights = 0;
    long before = 0;
    for (var each : ALL) {
      before += each.month.isBefore(month) ? each.weight : 0;
      weights += each.weight;
    }
    return rows * (before + weight) / weights - rows * before / weights;
  }

  String fileName() {
    return "yellow_tripdata_" + month + ".csv";
  }
}
