package dev.stint.coordinator.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/// Numbers for people: always with a point, never in the language of the machine.
public final class Amounts {

  private Amounts() {}

  /// With commas: `1,234,567`.
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// `3 files`, `1 file`.
  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /// In powers of 1000, three digits: `34.5 MB`.
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    String[] units = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    double amount = bytes;
    int unit = 0;
    while (amount >= 999.5) {
      amount /= 1000;
      unit++;
    }
    return threeDigits(amount) + " " + units[unit];
  }

  /// `0.24 s`, `12.3 s`, `4 min 05 s`.
  public static String time(Duration time) {
    double seconds = time.toNanos() / 1e9;
    if (seconds < 99.95) {
      return seconds < 9.995 ? fixed(seconds, 2) + " s" : fixed(seconds, 1) + " s";
    }
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%,d min %02d s", whole / 60, whole % 60);
  }

  /// At least cents, and three digits that say something: `$12.40`, `$0.00123`.
  public static String dollars(double dollars) {
    if (dollars == 0) {
      return "$0";
    }
    if (dollars >= 0.1) {
      return "$" + fixed(dollars, 2);
    }
    var rounded = new BigDecimal(dollars).round(new MathContext(3));
    return "$" + rounded.toPlainString();
  }

  private static String threeDigits(double amount) {
    int places = amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0;
    return fixed(amount, places);
  }

  static String fixed(double amount, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", amount);
  }
}
