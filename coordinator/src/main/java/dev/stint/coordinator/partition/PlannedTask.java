package dev.stint.coordinator.partition;

/// One task of a stage. `inputBytes` is about what it will read, as stored, broadcasts included; a
/// block that borders cut counts in part.
public record PlannedTask(TaskShare share, long inputBytes) {

  public PlannedTask {
    if (inputBytes < 0) {
      throw new IllegalArgumentException("inputBytes: " + inputBytes);
    }
  }
}
