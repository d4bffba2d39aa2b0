package dev.stint.plan.failure;

import org.jspecify.annotations.Nullable;

/// The one exception for what is expected to go wrong. Its message is written for the user: it
/// names the object, place or value, and says what to do. Any other exception is a bug.
public final class StintException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  public StintException(FailureKind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
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

  public static StintException internal(String message, @Nullable Throwable cause) {
    return new StintException(FailureKind.INTERNAL, message, cause);
  }

  public FailureKind kind() {
    return kind;
  }
}
