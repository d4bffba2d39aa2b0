package dev.stint.config.job;

/// Something in a job file or its parameters that the user has to mend. The message names the place
/// and says how.
public final class JobException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public JobException(String message) {
    super(message);
  }

  public JobException(String message, Throwable cause) {
    super(message, cause);
  }
}
