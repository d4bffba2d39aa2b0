package dev.stint.coordinator.cli.targets;

/// Where a job runs.
public enum Target {
  LOCAL,
  /// AWS's protocols at another endpoint.
  LOCALSTACK,
  AWS
}
