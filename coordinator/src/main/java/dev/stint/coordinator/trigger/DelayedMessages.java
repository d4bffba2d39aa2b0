package dev.stint.coordinator.trigger;

import java.time.Duration;

/// Messages to the trigger service itself, for later.
public interface DelayedMessages {

  /// The longest delay, SQS's.
  Duration MAX_DELAY = Duration.ofMinutes(15);

  /// Sees to it that `json` is given to [TriggerService#accept] after about `delay`, of zero to
  /// [#MAX_DELAY], at least once. It must outlive this process where the target's triggers do.
  void send(String json, Duration delay);
}
