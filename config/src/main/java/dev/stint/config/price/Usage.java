package dev.stint.config.price;

import dev.stint.config.memory.FunctionDisk;

/// What a run used of what AWS charges for. `byteMilliseconds` is function memory times billed
/// duration, `temporaryByteMilliseconds` the same of `/tmp` above what is free, both summed over
/// attempts; doubles because they pass what a long holds.
public record Usage(
    long invocations,
    double byteMilliseconds,
    double temporaryByteMilliseconds,
    long putRequests,
    long listRequests,
    long getRequests) {

  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

  /// Lambda bills each attempt's time rounded up to the millisecond, at the memory the function is
  /// configured with, used or not, and so its disk.
  public Usage plusAttempt(long functionMemoryBytes, long wallNanos) {
    long billedMilliseconds = Math.ceilDiv(wallNanos, 1_000_000L);
    long chargedBytes = FunctionDisk.bytes(functionMemoryBytes) - PriceTable.FREE_TEMPORARY_BYTES;
    return new Usage(
        invocations + 1,
        byteMilliseconds + (double) functionMemoryBytes * billedMilliseconds,
        temporaryByteMilliseconds + (double) chargedBytes * billedMilliseconds,
        putRequests,
        listRequests,
        getRequests);
  }

  public Usage plusRequests(long puts, long lists, long gets) {
    return new Usage(
        invocations,
        byteMilliseconds,
        temporaryByteMilliseconds,
        putRequests + puts,
        listRequests + lists,
        getRequests + gets);
  }

  public double gigabyteSeconds() {
    return byteMilliseconds / (1 << 30) / 1000;
  }

  public double temporaryGigabyteSeconds() {
    return temporaryByteMilliseconds / (1 << 30) / 1000;
  }
}
