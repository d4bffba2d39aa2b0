package dev.stint.coordinator.deploy;

import java.util.Map;

/// A stack as CloudFormation describes it: its status in CloudFormation's words, its parameters and
/// its outputs.
record StackState(
    String id,
    String status,
    String reason,
    Map<String, String> parameters,
    Map<String, String> outputs) {

  StackState {
    parameters = Map.copyOf(parameters);
    outputs = Map.copyOf(outputs);
  }

  /// Whether there is a change set for it and nothing else yet.
  boolean isBeingReviewed() {
    return status.equals("REVIEW_IN_PROGRESS");
  }

  /// Whether its making failed, so that it can only be deleted.
  boolean isBroken() {
    return status.equals("ROLLBACK_COMPLETE")
        || status.equals("ROLLBACK_FAILED")
        || status.equals("CREATE_FAILED")
        || status.equals("DELETE_FAILED");
  }

  boolean isInProgress() {
    return status.endsWith("_IN_PROGRESS") && !isBeingReviewed();
  }

  /// Whether what was last asked of it is done.
  boolean isDone() {
    return status.equals("CREATE_COMPLETE")
        || status.equals("UPDATE_COMPLETE")
        || status.equals("DELETE_COMPLETE");
  }
}
