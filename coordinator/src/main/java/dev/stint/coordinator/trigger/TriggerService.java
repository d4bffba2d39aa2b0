package dev.stint.coordinator.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stint.coordinator.registry.JobRegistry;
import dev.stint.shuffle.store.ObjectStore;
import java.time.InstantSource;

/// Decides what events start, and starts it: each object version and each scheduled time is in one
/// execution of a job, through repeated, reordered and lost events and a death between any two
/// steps, provided that an event is delivered until [#accept] returns. Safe for use by many threads
/// and processes.
public final class TriggerService {

  private final ObjectStore store;
  private final JobRegistry registry;
  private final Ports ports;
  private final InstantSource clock;

  /// What the service needs of its target.
  public record Ports(JobStarter starter, DelayedMessages messages, DeadLetters deadLetters) {}

  /// `workPath` has no slash at its end.
  public TriggerService(ObjectStore store, String workPath, Ports ports, InstantSource clock) {
    this.store = store;
    this.registry = new JobRegistry(store, workPath);
    this.ports = ports;
    this.clock = clock;
  }

  /// Takes in an event: of S3, of EventBridge, a batch of SQS messages with such events, or one of
  /// Stint's own messages but `{"stint":1,"run":…}`. What cannot be understood becomes a dead letter.
  ///
  /// @throws RuntimeException when the event is to be delivered again; not for a batch of SQS, whose
  ///   failed messages are in the result
  public Accepted accept(JsonNode event) {
    throw new UnsupportedOperationException("" + event + store + registry + ports + clock);
  }

  /// The same, from text.
  public Accepted accept(byte[] event) {
    throw new UnsupportedOperationException("" + event.length);
  }
}
