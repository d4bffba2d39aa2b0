package dev.stint.executor.kernel;

/// Days since 1970-01-01 and their years, months and days in the proleptic Gregorian calendar.
///
/// Follows Neri and Schneider, "Euclidean affine functions and their application to calendar
/// algorithms" (2022): years start in March, so that the leap day comes last, and divisions by
/// constants become multiplications. Good for 40 million years each way.
public final class CivilDate {

  // From 0000-03-01 to 1970-01-01.
  private static final long EPOCH_DAYS = 719_468;
  private static final long DAYS_PER_ERA = 146_097;
  private static final long ERAS = 100_000;

  private CivilDate() {}

  /// The day number of a date that exists.
  public static long day(long year, long month, long day) {
    long shiftedYear = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(shiftedYear, 400L);
    long yearOfEra = shiftedYear - era * 400;
    long dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * DAYS_PER_ERA + dayOfEra - EPOCH_DAYS;
  }

  public static boolean exists(long year, long month, long day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth(year, month);
  }

  public static boolean isLeapYear(long year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  public static int lengthOfMonth(long year, long month) {
    if (month == 2) {
      return isLeapYear(year) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
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
    long isNextYear = dayOfYear >= 306 ? 1 : 0;
    long month = (monthAndDay >>> 16) - 12 * isNextYear;
    long dayOfMonth = (monthAndDay & 0xFFFF) / 2_141 + 1;
    long year = 100 * century + yearOfCentury + isNextYear - ERAS * 400;
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
