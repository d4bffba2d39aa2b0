package dev.stint.plan.failure;

import org.jspecify.annotations.Nullable;

/// The one exception for what is expected to go wrong. Its message is written for the user: it
/// names the object, place or value, and says what to do. Any other exception is a bug.
public final class StintException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final @Nullable Long neededBytes;

  public StintException(FailureKind kind, String message, @Nullable Throwable cause) {
    this(kind, message, cause, null);
  }

  private StintException(
      FailureKind kind, String message, @Nullable Throwable cause, @Nullable Long neededBytes) {
    super(message, cause);
    this.kind = kind;
    this.neededBytes = neededBytes;
  }

  public static StintException user(String message) {
    return new StintException(FailureKind.USER, message, null);
  }

  public static StintException user(String message, Throwable cause) {
    return new StintException(FailureKind.USER, message, cause);
  }

  public static StintException transientFailure(String message, Throwable cause) {
    return new StintException(FailureKind.TRANSIENT, message, cause);
  }

  public static StintException resource(String message) {
    return new StintException(FailureKind.RESOURCE, message, null);
  }

  /// Of an attempt whose operators need `neededBytes` of memory at least.
  public static StintException tooLittleMemory(String message, long neededBytes) {
    return new StintException(FailureKind.RESOURCE, message, null, neededBytes);
  }

  public static StintException internal(String message, @Nullable Throwable cause) {
    return new StintException(FailureKind.INTERNAL, message, cause);
  }

  public FailureKind kind() {
    return kind;
  }

  /// How much memory operators need at least, if that is known.
  public @Nullable Long neededBytes() {
    return neededBytes;
  }
}
