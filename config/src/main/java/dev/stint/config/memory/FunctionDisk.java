package dev.stint.config.memory;

import java.util.Map;

/// What a function has of `/tmp`, Lambda's ephemeral storage. Functions of the largest memory have
/// the most that Lambda gives, all others what every function has without a charge.
public final class FunctionDisk {

  /// The variable that tells a function how many megabytes it has.
  public static final String VARIABLE = "STINT_DISK_MB";

  public static final int MB = 512;
  public static final int LARGE_MB = 10_240;

  private static final long LARGE_MEMORY_BYTES = 10_240L << 20;

  /// For native libraries, and the class archives of local functions' processes.
  private static final long LIBRARY_BYTES = 16L << 20;

  private FunctionDisk() {}

  /// The megabytes of a function of so much memory.
  public static int megabytes(long memoryBytes) {
    return memoryBytes < LARGE_MEMORY_BYTES ? MB : LARGE_MB;
  }

  public static long bytes(long memoryBytes) {
    return (long) megabytes(memoryBytes) << 20;
  }

  /// What operators may reserve of the memory of functions that have the most of `/tmp`: who needs
  /// more of it than the others have needs so large a function.
  public static long largeOperatorMemoryBytes() {
    return FunctionMemory.operatorBytes(LARGE_MEMORY_BYTES);
  }

  /// What operators may have of it, as the function's `variables` say; no bound where they say
  /// nothing.
  public static long operatorBytes(Map<String, String> variables) {
    var megabytes = variables.get(VARIABLE);
    if (megabytes == null) {
      return Long.MAX_VALUE;
    }
    if (!megabytes.matches("[1-9]\\d{1,5}")) {
      throw new IllegalArgumentException(VARIABLE + " is no number of megabytes: " + megabytes);
    }
    return Math.max(1, (Long.parseLong(megabytes) << 20) - LIBRARY_BYTES);
  }
}
