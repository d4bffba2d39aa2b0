package dev.stint.config.price;

/// What a run used of what AWS charges for. `byteMilliseconds` is function memory times billed
/// duration, summed over attempts; a double because it passes what a long holds.
public record Usage(
    long invocations,
    double byteMilliseconds,
    long putRequests,
    long listRequests,
    long getRequests) {

  public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

  /// Lambda bills each attempt's time rounded up to the millisecond, at the memory the function is
  /// configured with, used or not.
  public Usage plusAttempt(long functionMemoryBytes, long wallNanos) {
    long billedMilliseconds = Math.ceilDiv(wallNanos, 1_000_000L);
    return new Usage(
        invocations + 1,
        byteMilliseconds + (double) functionMemoryBytes * billedMilliseconds,
        putRequests,
        listRequests,
        getRequests);
  }

  public Usage plusRequests(long puts, long lists, long gets) {
    return new Usage(
        invocations,
        byteMilliseconds,
        putRequests + puts,
        listRequests + lists,
        getRequests + gets);
  }

  public double gigabyteSeconds() {
    return byteMilliseconds / (1 << 30) / 1000;
  }
}
