package dev.stint.shuffle.store;

import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// A file as an object: where it is, how it is told of, and how it is read.
final class StoredFile {

  private StoredFile() {}

  static String path(Path file) {
    return "file://" + file;
  }

  /// How a file that is there is told of.
  static ObjectInfo info(Path file, BasicFileAttributes attributes) {
    long micros = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
    String eTag = Long.toHexString(micros) + "-" + Long.toHexString(attributes.size());
    return new ObjectInfo(
        path(file), attributes.size(), eTag, attributes.lastModifiedTime().toInstant());
  }

  /// An open file at `offset`, from which `length` bytes can be read.
  static FileChannel channel(String path, long offset, long length) {
    Path file = file(path);
    if (Files.isDirectory(file)) {
      // Some file systems open it and fail later.
      throw StintException.user("cannot read %s: it is a folder".formatted(path));
    }
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        refuseBeyondEnd(path, offset, length, channel.size());
        return channel.position(offset);
      } catch (IOException | StintException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw FileFailures.of("read", path, e);
    }
  }

  private static void refuseBeyondEnd(String path, long offset, long length, long size) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(path + ": " + length + " bytes from " + offset);
    }
    if (length > size - offset) {
      throw StintException.user(
          ("%s has %d bytes, too few to read %d from %d: it was replaced or cut off since it was"
                  + " listed")
              .formatted(path, size, length, offset));
    }
  }

  /// Whether a path leads through a file as if it were a folder: there is nothing there.
  static boolean isBelowFile(IOException e) {
    return e instanceof NotDirectoryException
        || String.valueOf(e.getMessage()).contains("Not a directory");
  }

  /// Where an object is.
  static Path file(String path) {
    ObjectPath parsed = ObjectPath.parse(path);
    if (parsed.scheme() != ObjectPath.Scheme.FILE) {
      throw StintException.user(path + " is not a file: only file:// paths are stored here");
    }
    try {
      Path file = Path.of("/" + parsed.key());
      refuseStaged(path, file);
      return file;
    } catch (InvalidPathException e) {
      throw StintException.user("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static void refuseStaged(String path, Path file) {
    for (Path name : file) {
      if (FileStaging.isStaged(name)) {
        throw StintException.user("%s: the name %s is Stint's own".formatted(path, name));
      }
    }
  }

  /// Whether a file holds just these bytes.
  static boolean holds(String path, Path file, byte[] bytes) {
    try {
      return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (NoSuchFileException e) {
      throw StintException.transientFailure(
          "cannot create %s: it was there, and was deleted meanwhile".formatted(path), e);
    } catch (IOException e) {
      throw FileFailures.of("read", path, e);
    }
  }
}
