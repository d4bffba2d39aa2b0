package dev.stint.config.job;

import java.time.ZoneId;

/// What starts a run without anybody typing. The local target serves none of them.
public sealed interface Trigger {

  /// An object created in `bucket` with a key that begins and ends so.
  record S3Upload(String bucket, String prefix, String suffix) implements Trigger {}

  /// An EventBridge schedule: `cron(0 3 * * ? *)`, `rate(1 hour)`, `at(2026-01-31T03:00:00)`.
  record Schedule(String expression, ZoneId timeZone) implements Trigger {}
}
