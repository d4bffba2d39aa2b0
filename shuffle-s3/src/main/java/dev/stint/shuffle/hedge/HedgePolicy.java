package dev.stint.shuffle.hedge;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// When a request is late, and whether it may be sent again: what a process knows about the store.
///
/// A request is late when it has taken longer than 99 % of its kind and size. (Hedged requests:
/// Dean and Barroso, The Tail at Scale, CACM 2013.) Each request earns 2 % of a second one, at most
/// [#BURST] are saved: a store that becomes slow is asked little more than before. Reads no clock.
/// Many threads may use it.
final class HedgePolicy {

  /// What is timed: reading until the first byte, or writing until the answer.
  enum Kind {
    READ,
    WRITE
  }

  static final double SHARE = 0.02;
  static final double BURST = 3;

  private static final double LATE_QUANTILE = 0.99;

  /// A pause of the process itself takes as long.
  private static final long MIN_DELAY_NANOS = 20_000_000;

  private static final int PRIOR_COUNT = 50;

  /// Sizes up to each of these are a class of their own, and the rest is the last one.
  private static final long[] CLASS_BYTES = {64 << 10, 1 << 20, 4 << 20, 17 << 20, 64 << 20};

  /// Slower than a function's share of its bandwidth for one of eight uploads.
  private static final double PRIOR_BYTES_PER_NANO = 0.01;

  /// By kind and size class.
  private final Map<Kind, List<LatencyHistogram>> histograms = new EnumMap<>(Kind.class);

  private double savedRequests = BURST;

  HedgePolicy() {
    for (Kind kind : Kind.values()) {
      histograms.put(
          kind, Arrays.stream(CLASS_BYTES).mapToObj(bytes -> prior(kind, bytes)).toList());
    }
  }

  /// Takes note that a request for `bytes` begins. Gives after how long it is late.
  synchronized long begin(Kind kind, long bytes) {
    savedRequests = Math.min(BURST, savedRequests + SHARE);
    return Math.max(MIN_DELAY_NANOS, histogram(kind, bytes).quantileNanos(LATE_QUANTILE));
  }

  /// Whether a late request may be sent again; then it counts as sent.
  synchronized boolean mayHedge() {
    if (savedRequests < 1) {
      return false;
    }
    savedRequests--;
    return true;
  }

  /// Takes note of how long a request took or, if another was faster, how long it was waited for.
  synchronized void record(Kind kind, long bytes, long nanos) {
    histogram(kind, bytes).record(nanos);
  }

  private LatencyHistogram histogram(Kind kind, long bytes) {
    int sizeClass = 0;
    while (sizeClass < CLASS_BYTES.length - 1 && bytes > CLASS_BYTES[sizeClass]) {
      sizeClass++;
    }
    return Objects.requireNonNull(histograms.get(kind)).get(sizeClass);
  }

  private static LatencyHistogram prior(Kind kind, long bytes) {
    var histogram = new LatencyHistogram();
    for (int i = 0; i < PRIOR_COUNT; i++) {
      double quantile = (i + 0.5) / PRIOR_COUNT;
      histogram.record(
          switch (kind) {
            case READ -> S3Latencies.getNanos(quantile);
            case WRITE -> S3Latencies.putNanos(quantile) + (long) (bytes / PRIOR_BYTES_PER_NANO);
          });
    }
    return histogram;
  }
}
