package dev.stint.coordinator.aws;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.stint.coordinator.pace.PaceLimits;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;

/// What the number of files this process may open leaves for invocations, each of which holds a
/// connection. Lambda gives a function 1,024; elsewhere Java raises its own limit as far as it may.
final class Descriptors {

  static final String ADVICE =
      "each running invocation needs a file descriptor: raise `ulimit -n`, or run fewer at once";

  /// For jars, S3 and what else a process opens as it goes on.
  private static final long RESERVE = 128;

  private static final System.Logger LOG = System.getLogger(Descriptors.class.getName());

  private Descriptors() {}

  /// `limits` with no more concurrency than there are connections, which is said if it is less.
  static PaceLimits within(PaceLimits limits) {
    if (!(ManagementFactory.getOperatingSystemMXBean()
        instanceof UnixOperatingSystemMXBean system)) {
      return limits;
    }
    long most = system.getMaxFileDescriptorCount();
    var possible = within(limits, most, system.getOpenFileDescriptorCount());
    if (possible.concurrency() < limits.concurrency()) {
      LOG.log(
          Level.WARNING,
          "at most {0} invocations at once instead of {1}, since this process may open only {2}"
              + " files; {3}",
          possible.concurrency(),
          limits.concurrency(),
          most,
          ADVICE);
    }
    return possible;
  }

  static PaceLimits within(PaceLimits limits, long most, long open) {
    long left = Math.clamp(most - open - RESERVE, 1, Integer.MAX_VALUE);
    return limits.atMost(Math.toIntExact(left));
  }
}
