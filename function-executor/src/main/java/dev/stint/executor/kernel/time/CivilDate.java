package dev.stint.executor.kernel.time;

import java.util.Arrays;

/// Days since 1970-01-01 and their years, months and days in the proleptic Gregorian calendar.
///
/// Follows Neri and Schneider, "Euclidean affine functions and their application to calendar
/// algorithms" (2022): years start in March, so that the leap day comes last, and divisions by
/// constants become multiplications. Good for 40 million years each way.
///
/// Nothing here branches on a date. In data that is sorted by time each branch would be taken for
/// the first time long after the code was compiled without it, month by month.
public final class CivilDate {

  // From 0000-03-01 to 1970-01-01.
  private static final long EPOCH_DAYS = 719_468;
  private static final long DAYS_PER_ERA = 146_097;
  private static final long ERAS = 100_000;

  private static final int YEARS_PER_ERA = 400;

  /// 1 for the leap years of an era, 0 for the others.
  private static final byte[] LEAP_YEARS = leapYears();

  /// The lengths of the months 1 to 12, and 16 places later those of a leap year.
  private static final byte[] MONTH_LENGTHS = monthLengths();

  private CivilDate() {}

  /// The day number of a date that exists.
  public static long day(long year, long month, long day) {
    long isBeforeMarch = isLess(month, 3);
    long shiftedYear = year - isBeforeMarch;
    long era = Math.floorDiv(shiftedYear, YEARS_PER_ERA);
    long yearOfEra = shiftedYear - era * YEARS_PER_ERA;
    long dayOfYear = (153 * (month - 3 + 12 * isBeforeMarch) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * DAYS_PER_ERA + dayOfEra - EPOCH_DAYS;
  }

  public static boolean exists(long year, long month, long day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month);
  }

  public static boolean isLeapYear(long year) {
    return leap(year) != 0;
  }

  /// `month` is from 1 to 12.
  public static int lengthOfMonth(long year, long month) {
    return MONTH_LENGTHS[(int) (16L * leap(year) + month)];
  }

  private static int leap(long year) {
    return LEAP_YEARS[Math.floorMod(year, YEARS_PER_ERA)];
  }

  private static byte[] leapYears() {
    var leaps = new byte[YEARS_PER_ERA];
    for (int year = 0; year < YEARS_PER_ERA; year += 4) {
      leaps[year] = (byte) (year % 100 != 0 || year == 0 ? 1 : 0);
    }
    return leaps;
  }

  private static byte[] monthLengths() {
    byte[] lengths = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0};
    var both = Arrays.copyOf(lengths, 32);
    System.arraycopy(lengths, 0, both, 16, 16);
    both[16 + 2] = 29;
    return both;
  }

  /// 1 when `a < b`, else 0; their difference must not overflow.
  private static long isLess(long a, long b) {
    return (a - b) >>> 63;
  }

  /// Year, month and day in one number, for the three methods below.
  public static long pack(long epochDay) {
    // Moved by whole eras of 400 years, so that all that follows is not negative.
    long day = 4 * (epochDay + EPOCH_DAYS + ERAS * DAYS_PER_ERA) + 3;
    long century = day / DAYS_PER_ERA;
    long dayOfCentury = day % DAYS_PER_ERA / 4;
    long product = 2_939_745L * (4 * dayOfCentury + 3);
    long yearOfCentury = product >>> 32;
    long dayOfYear = (product & 0xFFFF_FFFFL) / 2_939_745L / 4;
    long monthAndDay = 2_141 * dayOfYear + 197_913;
    // January and February close the year that started in March.
    long isNextYear = isLess(305, dayOfYear);
    long month = (monthAndDay >>> 16) - 12 * isNextYear;
    long dayOfMonth = (monthAndDay & 0xFFFF) / 2_141 + 1;
    long year = 100 * century + yearOfCentury + isNextYear - ERAS * YEARS_PER_ERA;
    return (year << 16) | (month << 8) | dayOfMonth;
  }

  public static long year(long packed) {
    return packed >> 16;
  }

  public static long month(long packed) {
    return packed >> 8 & 0xFF;
  }

  public static long dayOfMonth(long packed) {
    return packed & 0xFF;
  }
}
