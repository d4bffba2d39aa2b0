package dev.stint.coordinator.aws;

import dev.stint.coordinator.pace.PaceLimits;
import dev.stint.plan.failure.StintException;
import java.net.URI;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How to reach the deployed functions.
///
/// Without `endpoint`, AWS itself in `region`; without keys, credentials are looked for where the
/// AWS SDK does. `functions` names, for each memory size in megabytes, the function that has it:
/// Lambda fixes the memory when a function is deployed. Invocations keep within `limits`, over all
/// functions together; each lasts at most `timeout`. Secrets are never printed.
public record LambdaSettings(
    @Nullable URI endpoint,
    String region,
    @Nullable AwsKeys keys,
    SortedMap<Integer, String> functions,
    PaceLimits limits,
    Duration timeout) {

  public LambdaSettings {
    functions = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(functions));
    if (functions.isEmpty()) {
      throw new IllegalArgumentException("no function is named");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("timeout " + timeout);
    }
  }

  /// The same with other limits.
  public LambdaSettings withLimits(PaceLimits others) {
    return new LambdaSettings(endpoint, region, keys, functions, others, timeout);
  }

  /// Without secrets.
  @Override
  public String toString() {
    return "LambdaSettings[endpoint=%s, region=%s, functions=%s, limits=%s, timeout=%s]"
        .formatted(endpoint, region, functions, limits, timeout);
  }

  /// The smallest function with that much memory.
  ///
  /// @throws StintException of kind RESOURCE when none is large enough
  String functionOf(long memoryBytes) {
    int megabytes = Math.toIntExact(Math.ceilDiv(memoryBytes, 1L << 20));
    var large = functions.tailMap(megabytes);
    if (large.isEmpty()) {
      throw StintException.resource(
          "no function has %d MB of memory: the largest, %s, has %d"
              .formatted(megabytes, functions.lastEntry().getValue(), functions.lastKey()));
    }
    return large.firstEntry().getValue();
  }
}
