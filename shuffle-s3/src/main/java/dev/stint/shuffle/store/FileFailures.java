package dev.stint.shuffle.store;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What went wrong with a file, in the port's terms.
final class FileFailures {

  private FileFailures() {}

  /// `action` is what could not be done, such as "read".
  static StintException of(String action, String path, IOException cause) {
    return switch (cause) {
      case NoSuchFileException _ ->
          StintException.user("cannot %s %s: no such file".formatted(action, path), cause);
      case AccessDeniedException _ ->
          StintException.user(
              "cannot %s %s: permission denied; check its owner and mode".formatted(action, path),
              cause);
      case NotDirectoryException _, FileAlreadyExistsException _ ->
          StintException.user(
              "cannot %s %s: %s is a file and cannot hold others"
                  .formatted(action, path, ((FileSystemException) cause).getFile()),
              cause);
      case DirectoryNotEmptyException _ -> isFolder(action, path, cause);
      default -> ofMessage(action, path, cause);
    };
  }

  private static StintException ofMessage(String action, String path, IOException cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("Is a directory")) {
      return isFolder(action, path, cause);
    }
    if (message.contains("Not a directory")) {
      return StintException.user(
          "cannot %s %s: a file stands where a folder is needed".formatted(action, path), cause);
    }
    if (message.contains("No space left") || message.contains("quota exceeded")) {
      return StintException.user(
          "cannot %s %s: the disk that holds it is full (%s); free some space or choose another folder"
              .formatted(action, path, message),
          cause);
    }
    if (message.contains("File name too long")) {
      return StintException.user("cannot %s %s: %s".formatted(action, path, message), cause);
    }
    return StintException.transientFailure(
        "cannot %s %s: %s".formatted(action, path, message), cause);
  }

  private static StintException isFolder(String action, String path, IOException cause) {
    return StintException.user("cannot %s %s: it is a folder".formatted(action, path), cause);
  }
}
