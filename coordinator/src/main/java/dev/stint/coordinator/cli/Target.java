package dev.stint.coordinator.cli;

/// Where a job runs.
enum Target {
  LOCAL,
  /// AWS's protocols at another endpoint.
  LOCALSTACK,
  AWS
}
