package dev.stint.config.price;

import java.time.LocalDate;

/// What AWS charges in a region, in dollars.
///
/// `gigabyteSecond` is for Lambda memory times duration, a gigabyte being 2^30 bytes, in the first
/// tier. The next tiers cost 10 and 20 % less, but an account comes to them only after billions of
/// gigabyte-seconds in a month, which a run does not know of: what it is said to cost is the most.
/// `invocation` is for one call of a function; `putRequest`, `listRequest` and `getRequest` are for
/// one request to S3 Standard (deletes are free). `temporaryGigabyteSecond` is for a function's
/// `/tmp` above [#FREE_TEMPORARY_BYTES] times duration.
public record PriceTable(
    String region,
    String architecture,
    LocalDate date,
    double gigabyteSecond,
    double invocation,
    double putRequest,
    double listRequest,
    double getRequest,
    double temporaryGigabyteSecond) {

  /// What every function has of `/tmp` without a charge.
  public static final long FREE_TEMPORARY_BYTES = 512L << 20;

  public static final PriceTable US_EAST_1_ARM = usEast1("arm64", 0.0000133334);

  public static final PriceTable US_EAST_1_X86 = usEast1("x86_64", 0.0000166667);

  private static final double BYTES_PER_GIGABYTE = 1L << 30;

  /// Prices for functions that have no more of `/tmp` than is free.
  public PriceTable(
      String region,
      String architecture,
      LocalDate date,
      double gigabyteSecond,
      double invocation,
      double putRequest,
      double listRequest,
      double getRequest) {
    this(
        region,
        architecture,
        date,
        gigabyteSecond,
        invocation,
        putRequest,
        listRequest,
        getRequest,
        0);
  }

  /// What a second of a function with that much memory and `/tmp` costs.
  public double functionSecond(long memoryBytes, long temporaryBytes) {
    long charged = Math.max(0, temporaryBytes - FREE_TEMPORARY_BYTES);
    return memoryBytes / BYTES_PER_GIGABYTE * gigabyteSecond
        + charged / BYTES_PER_GIGABYTE * temporaryGigabyteSecond;
  }

  private static PriceTable usEast1(String architecture, double gigabyteSecond) {
    return new PriceTable(
        "us-east-1",
        architecture,
        LocalDate.of(2026, 8, 1),
        gigabyteSecond,
        0.20e-6,
        5.00e-6,
        5.00e-6,
        0.40e-6,
        0.0000000309);
  }
}
