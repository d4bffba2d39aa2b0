package dev.stint.coordinator.trigger;

import org.jspecify.annotations.Nullable;

/// What the trigger service did about one thing that happened, for one job. `text` says it in a
/// line for people and logs; `job` is `null` where no job is concerned, and `execution` where none
/// was started.
public record Decision(Kind kind, @Nullable String job, @Nullable String execution, String text) {

  public enum Kind {
    /// An execution was started by this event, or once more by a repeated one.
    STARTED,
    /// What happened had been taken care of before.
    KNOWN,
    /// It belongs to a window that is still open.
    WAITING,
    /// Nothing is to be done about it.
    IGNORED,
    /// It failed for good; a dead letter says why.
    FAILED
  }
}
