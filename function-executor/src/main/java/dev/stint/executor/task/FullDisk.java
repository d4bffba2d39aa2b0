package dev.stint.executor.task;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/// Recognises that a function's own disk, where files wait that are nobody's output, ran full: a
/// larger function or less input mends that.
final class FullDisk {

  private static final int MAX_CAUSES = 20;

  private FullDisk() {}

  /// What happened, with the folder; `null` if it is something else. Where an object could not be
  /// stored because its disk is full, the store has said so to the user: no function mends that.
  static @Nullable String in(Throwable thrown) {
    if (thrown instanceof StintException failure && failure.kind() == FailureKind.USER) {
      return null;
    }
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (isFull(cause)) {
        return "filled the function's disk at %s: %s".formatted(place(cause), cause.getMessage());
      }
      cause = cause.getCause();
    }
    return null;
  }

  /// Libraries that unpack their native part there say so in the message of an error.
  private static boolean isFull(Throwable failure) {
    if (!(failure instanceof IOException || failure instanceof LinkageError)) {
      return false;
    }
    var message = String.valueOf(failure.getMessage());
    return message.contains("No space left") || message.contains("quota exceeded");
  }

  private static String place(Throwable failure) {
    var file = failure instanceof FileSystemException named ? named.getFile() : null;
    return file == null ? System.getProperty("java.io.tmpdir") : file;
  }
}
