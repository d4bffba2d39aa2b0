package dev.stint.coordinator.cli.console;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Files that are there whole or as they were: on a full disk nothing is lost or cut off.
public final class WholeFile {

  private WholeFile() {}

  /// Writes a file beside `file`, and puts it in its place. What is no file, such as a terminal, is
  /// written to as it is; a link stays, and what it leads to is replaced.
  public static void write(Path file, byte[] bytes) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      Files.write(file, bytes);
      return;
    }
    Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(place) && !Files.isWritable(place)) {
      throw new AccessDeniedException(file.toString());
    }
    long process = ProcessHandle.current().pid();
    Path temporary = place.resolveSibling(place.getFileName() + "." + process + ".writing");
    try {
      Files.write(temporary, bytes);
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
