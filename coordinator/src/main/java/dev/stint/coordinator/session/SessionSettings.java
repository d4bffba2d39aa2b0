package dev.stint.coordinator.session;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;

/// How a session runs statements. At most `parallelism` functions of `functionMemoryBytes` run at
/// once. `dataFolder` is where the embedded S3 server keeps its objects, `cacheFolder` where
/// functions that are processes keep what makes the next ones start faster, and `workFolder` where
/// runs without an S3 server keep their logs and temporary objects; `timeZone` is an IANA name or
/// an offset.
public record SessionSettings(
    FunctionMode functions,
    int parallelism,
    long functionMemoryBytes,
    Path dataFolder,
    Path cacheFolder,
    Path workFolder,
    String timeZone) {

  /// What gives a Lambda function one whole processor.
  public static final long DEFAULT_FUNCTION_MEMORY_BYTES = 1769L << 20;

  /// The bounds that Lambda sets.
  public static final long MIN_FUNCTION_MEMORY_BYTES = 128L << 20;

  public static final long MAX_FUNCTION_MEMORY_BYTES = 10_240L << 20;

  public SessionSettings {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism: " + parallelism);
    }
    if (functionMemoryBytes < MIN_FUNCTION_MEMORY_BYTES
        || functionMemoryBytes > MAX_FUNCTION_MEMORY_BYTES) {
      throw new IllegalArgumentException("functionMemoryBytes: " + functionMemoryBytes);
    }
    try {
      ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time zone: " + timeZone, e);
    }
  }

  public SessionSettings withTimeZone(String zone) {
    return new SessionSettings(
        functions, parallelism, functionMemoryBytes, dataFolder, cacheFolder, workFolder, zone);
  }
}
