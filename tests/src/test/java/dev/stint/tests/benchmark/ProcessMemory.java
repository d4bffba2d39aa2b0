package dev.stint.tests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The peak of a process's resident memory, as `/proc` tells it. Linux only.
final class ProcessMemory {

  private ProcessMemory() {}

  /// Peaks count from here on: proc(5), 5 in `clear_refs`.
  static void forgetPeak(ProcessHandle process) throws IOException {
    try {
      Files.writeString(folder(process).resolve("clear_refs"), "5");
    } catch (NoSuchFileException e) {
      if (process.isAlive()) {
        throw e;
      }
    }
  }

  /// Bytes; 0 of a process that has ended.
  static long peakBytes(ProcessHandle process) throws IOException {
    try {
      for (var line : Files.readAllLines(folder(process).resolve("status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw e;
      }
    }
    return 0;
  }

  private static Path folder(ProcessHandle process) {
    return Path.of("/proc", Long.toString(process.pid()));
  }
}
