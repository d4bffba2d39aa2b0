package dev.stint.tests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The processes of this machine, as Linux shows them.
final class ProcessTable {

  private static final long LOOK_EVERY_NANOS = 50_000_000;

  private ProcessTable() {}

  /// Functions whose temporary files are below `folder`, whoever started them and whether or not
  /// that still lives.
  static List<ProcessHandle> functionsBelow(Path folder) {
    var option = "-Djava.io.tmpdir=" + folder + "/stint-functions-";
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process).contains(option))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      // It has ended meanwhile.
      return "";
    }
  }

  /// Waits until no function below `folder` is left, at most for `patience`; gives those that are.
  static List<ProcessHandle> awaitNone(Path folder, Duration patience) {
    var end = Instant.now().plus(patience);
    var left = functionsBelow(folder);
    while (!left.isEmpty() && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      left = functionsBelow(folder);
    }
    return left;
  }

  /// Which of `candidates` has the connection that begins at a port of the loopback interface.
  static Optional<ProcessHandle> ownerOf(int port, List<ProcessHandle> candidates) {
    return inodes(port).stream()
        .flatMap(inode -> candidates.stream().filter(process -> holds(process, inode)))
        .findFirst();
  }

  /// Of the sockets whose own end is at that port.
  private static List<String> inodes(int port) {
    var end = ":%04X".formatted(port);
    var inodes = new ArrayList<String>();
    for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try {
        for (var line : Files.readAllLines(Path.of(table))) {
          var words = line.strip().split("\\s+", -1);
          if (words[1].endsWith(end)) {
            inodes.add(words[9]);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return inodes;
  }

  private static boolean holds(ProcessHandle process, String inode) {
    var descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
    try (var links = Files.list(descriptors)) {
      return links.anyMatch(link -> pointsAt(link, "socket:[" + inode + "]"));
    } catch (IOException _) {
      // It has ended meanwhile.
      return false;
    }
  }

  private static boolean pointsAt(Path link, String target) {
    try {
      return Files.readSymbolicLink(link).toString().equals(target);
    } catch (IOException _) {
      return false;
    }
  }

  /// The time that a process has burnt, zero where it has ended.
  static Duration processorTime(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// Stops a process until it is [#resume]d, as SIGSTOP does.
  static void stop(ProcessHandle process) {
    signal("STOP", process);
  }

  static void resume(ProcessHandle process) {
    signal("CONT", process);
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      var kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
      if (kill.waitFor() != 0 && process.isAlive()) {
        throw new IllegalStateException("cannot send " + name + " to " + process.pid());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
