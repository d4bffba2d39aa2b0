package dev.stint.config.price;

import java.time.LocalDate;

/// What AWS charges, in dollars. `gigabyteSecond` is for Lambda memory times duration in the first
/// tier, a gigabyte being 2^30 bytes; requests are charged one by one (deletes are free).
public record PriceTable(
    String region,
    String architecture,
    LocalDate date,
    double gigabyteSecond,
    double invocation,
    double putRequest,
    double listRequest,
    double getRequest) {

  public static final PriceTable US_EAST_1_ARM = usEast1("arm64", 0.0000133334);

  public static final PriceTable US_EAST_1_X86 = usEast1("x86_64", 0.0000166667);

  private static PriceTable usEast1(String architecture, double gigabyteSecond) {
    return new PriceTable(
        "us-east-1",
        architecture,
        LocalDate.of(2026, 8, 1),
        gigabyteSecond,
        0.20e-6,
        5.00e-6,
        5.00e-6,
        0.40e-6);
  }
}
