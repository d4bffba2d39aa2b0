package dev.stint.coordinator.partition;

import dev.stint.config.price.PriceTable;

/// What moving rows between stages takes, as far as plans depend on it; guesses, good enough to
/// choose between plans that differ much.
///
/// A request takes `requestSeconds` of a function's time when as many are under way as a reader
/// has, and stored bytes are read and used at `bytesPerSecond`. All functions together make
/// `getsPerSecond` and `putsPerSecond`; while they wait for these they are billed at
/// `functionSecondDollars` each. A stage more costs a run `stageSeconds`. At most `broadcastBytes`,
/// as stored, are read by every task of a stage.
public record ExchangeCosts(
    double getDollars,
    double putDollars,
    double functionSecondDollars,
    double requestSeconds,
    double bytesPerSecond,
    double getsPerSecond,
    double putsPerSecond,
    double stageSeconds,
    long broadcastBytes) {

  /// Of functions and a store on one machine, which charge nothing.
  public static final ExchangeCosts LOCAL =
      new ExchangeCosts(0, 0, 0, 0.0005, 200 << 20, 20_000, 5_000, 0.05, 8 << 20);

  public ExchangeCosts {
    boolean isPossible =
        getDollars >= 0
            && putDollars >= 0
            && functionSecondDollars >= 0
            && requestSeconds >= 0
            && stageSeconds >= 0
            && broadcastBytes >= 0;
    if (!isPossible || !(bytesPerSecond > 0 && getsPerSecond > 0 && putsPerSecond > 0)) {
      throw new IllegalArgumentException("a cost is negative or a rate is not positive");
    }
  }

  /// Of S3 with one partition, and of functions of that size: the median GET of 27 ms divided among
  /// eight at once, a function's share of the network, and S3's documented rates.
  public static ExchangeCosts s3(PriceTable prices, long functionMemoryBytes) {
    return new ExchangeCosts(
        prices.getRequest(),
        prices.putRequest(),
        prices.gigabyteSecond() * functionMemoryBytes / (1 << 30),
        0.0035,
        64 << 20,
        5_500,
        3_500,
        1,
        8 << 20);
  }

  /// What `tasks` tasks do together: their requests, and the stored bytes that they read and write.
  record Work(int tasks, double gets, double puts, double bytes) {}

  /// Of a plan, or of a part of it.
  record Estimate(double seconds, double dollars) {

    Estimate plus(Estimate other) {
      return new Estimate(seconds + other.seconds, dollars + other.dollars);
    }

    /// Faster, and no dearer.
    boolean isBetterThan(Estimate other) {
      return seconds < other.seconds && dollars <= other.dollars;
    }
  }

  /// When at most `parallelism` functions run at once.
  Estimate of(Work work, int parallelism) {
    double functions = Math.max(1, Math.min(work.tasks(), parallelism));
    double busySeconds =
        (work.gets() + work.puts()) * requestSeconds + work.bytes() / bytesPerSecond;
    double rateSeconds = Math.max(work.gets() / getsPerSecond, work.puts() / putsPerSecond);
    double seconds = Math.max(busySeconds / functions, rateSeconds);
    return new Estimate(
        seconds,
        work.gets() * getDollars
            + work.puts() * putDollars
            + seconds * functions * functionSecondDollars);
  }

  /// A stage more, in which nothing happens.
  Estimate ofStage() {
    return new Estimate(stageSeconds, 0);
  }
}
