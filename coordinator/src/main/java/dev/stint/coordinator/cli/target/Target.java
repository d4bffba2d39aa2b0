package dev.stint.coordinator.cli.target;

/// Where a job runs.
public enum Target {
  LOCAL,
  /// AWS's protocols at another endpoint.
  LOCALSTACK,
  AWS
}
