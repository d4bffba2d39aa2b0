package dev.stint.coordinator.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an event says, once it is understood.
sealed interface TriggerEvent {

  record Uploaded(ObjectVersion object, JsonNode event) implements TriggerEvent {}

  /// A scheduled time has come; `time` is `null` for the newest.
  record TimeCame(String job, int trigger, @Nullable Instant time, Punctuality punctuality)
      implements TriggerEvent {}

  /// Whether a scheduled time comes as it should, or was missed and is one of those to make up for.
  enum Punctuality {
    DUE,
    MISSED
  }

  record WindowEnded(String job, int trigger, String window, Instant end) implements TriggerEvent {}

  /// Nothing is to be done, as `text` says.
  record Ignored(String text) implements TriggerEvent {}

  /// It is nothing that is known here, or not what it should be.
  record Refused(String reason, String remedy, JsonNode event) implements TriggerEvent {}

  /// Messages of SQS, each with events of its own.
  record Batch(List<Message> messages) implements TriggerEvent {

    record Message(String id, String body) {}

    public Batch {
      messages = List.copyOf(messages);
    }
  }
}
