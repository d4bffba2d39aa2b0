package dev.stint.config.price;

/// What a run costs, in dollars, part by part; `memoryDollars` with what functions have of `/tmp`.
public record RunCost(
    Usage usage,
    double memoryDollars,
    double invocationDollars,
    double putDollars,
    double listDollars,
    double getDollars) {

  public static RunCost of(Usage usage, PriceTable prices) {
    return new RunCost(
        usage,
        usage.gigabyteSeconds() * prices.gigabyteSecond()
            + usage.temporaryGigabyteSeconds() * prices.temporaryGigabyteSecond(),
        usage.invocations() * prices.invocation(),
        usage.putRequests() * prices.putRequest(),
        usage.listRequests() * prices.listRequest(),
        usage.getRequests() * prices.getRequest());
  }

  public double totalDollars() {
    return memoryDollars + invocationDollars + putDollars + listDollars + getDollars;
  }
}
