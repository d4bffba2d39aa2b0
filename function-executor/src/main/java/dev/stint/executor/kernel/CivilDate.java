package dev.stint.executor.kernel;

/// Days since 1970-01-01 and their years, months and days in the proleptic Gregorian calendar.
///
/// Follows Neri and Schneider, "Euclidean affine functions and their application to calendar
/// algorithms" (2022): years start in March, so that the leap day comes last.
public final class CivilDate {

  // From 0000-03-01 to 1970-01-01.
  private static final long EPOCH_DAYS = 719_468;
  private static final long DAYS_PER_ERA = 146_097;

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
    long shifted = epochDay + EPOCH_DAYS;
    long era = Math.floorDiv(shifted, DAYS_PER_ERA);
    long dayOfEra = shifted - era * DAYS_PER_ERA;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shiftedMonth = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return year << 16 | month << 8 | day;
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
