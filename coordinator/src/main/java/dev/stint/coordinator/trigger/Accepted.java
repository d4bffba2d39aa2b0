package dev.stint.coordinator.trigger;

import java.util.List;

/// What became of an event. `failed` are those messages of an SQS batch that are to be delivered
/// again; what they led to before they failed is among the decisions all the same.
public record Accepted(List<Decision> decisions, List<FailedMessage> failed) {

  /// A message of SQS, and why it is to be delivered again.
  public record FailedMessage(String messageId, RuntimeException cause) {}

  public Accepted {
    decisions = List.copyOf(decisions);
    failed = List.copyOf(failed);
  }
}
