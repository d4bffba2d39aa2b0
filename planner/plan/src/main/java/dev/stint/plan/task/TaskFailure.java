package dev.stint.plan.task;

import dev.stint.plan.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/// Why an attempt failed: the message for the user, and for `--debug` the stack trace.
///
/// `suspicion` is what may lie behind the failure without being proven, `null` for nothing. The
/// kind says what is done about the failure itself; the suspicion is for whoever sees it repeated.
/// `neededBytes` is how much memory the operators need at least, `null` where that is not known.
public record TaskFailure(
    FailureKind kind,
    String message,
    @Nullable String stackTrace,
    @Nullable Suspicion suspicion,
    @Nullable Long neededBytes) {

  /// What may lie behind a failure.
  public enum Suspicion {
    /// The function's process was killed without a word: so ends one that ran out of memory, and so
    /// does one whose machine was lost. A first one is TRANSIENT; when it happens to the same task
    /// again, a larger function is the answer, and where there is none the failure stays TRANSIENT.
    OUT_OF_MEMORY
  }

  public TaskFailure(FailureKind kind, String message, @Nullable String stackTrace) {
    this(kind, message, stackTrace, null, null);
  }

  /// Of an attempt whose operators need `neededBytes` at least.
  public static TaskFailure tooLittleMemory(
      String message, @Nullable String stackTrace, long neededBytes) {
    return new TaskFailure(FailureKind.RESOURCE, message, stackTrace, null, neededBytes);
  }

  /// Of an attempt whose function was killed without a word.
  public static TaskFailure killed(String message, @Nullable String stackTrace) {
    return new TaskFailure(
        FailureKind.TRANSIENT, message, stackTrace, Suspicion.OUT_OF_MEMORY, null);
  }

  /// Whether the function may have been too small, though nothing proves it.
  public boolean mayBeOutOfMemory() {
    return suspicion == Suspicion.OUT_OF_MEMORY;
  }
}
