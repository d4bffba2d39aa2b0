package dev.stint.tests.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks at the functions' processes, which are this one's children, ten times a second, from the
/// beginning until it is closed: at the peak of their resident memory, and at the files in their
/// folders, which are all that they have of `/tmp`. Linux only.
final class FunctionWatch implements AutoCloseable {

  private static final long PAUSE_MILLIS = 100;

  private final Map<Long, Long> residentPeaks = new HashMap<>();
  private final Thread thread;
  private long diskPeakBytes;
  private boolean isClosed;
  private @Nullable RuntimeException failure;

  private FunctionWatch() {
    thread = Thread.ofPlatform().daemon().name("function-watch").unstarted(this::watch);
  }

  static FunctionWatch start() throws IOException {
    for (var process : functions()) {
      ProcessMemory.forgetPeak(process);
    }
    var watch = new FunctionWatch();
    watch.thread.start();
    return watch;
  }

  private static List<ProcessHandle> functions() {
    return ProcessHandle.current().children().toList();
  }

  private void watch() {
    try {
      while (look()) {
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException _) {
      // Closed.
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private synchronized void fail(RuntimeException cause) {
    failure = cause;
  }

  private synchronized boolean look() {
    for (var process : functions()) {
      try {
        residentPeaks.merge(process.pid(), ProcessMemory.peakBytes(process), Math::max);
        diskPeakBytes = Math.max(diskPeakBytes, diskBytes(process));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return !isClosed;
  }

  /// A function's process works in its own folder, and has its temporary files there.
  private static long diskBytes(ProcessHandle process) throws IOException {
    var folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
    long bytes = 0;
    try (var files = Files.walk(folder.toRealPath())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      // Some file, or the process, ended meanwhile.
      return bytes;
    }
    return bytes;
  }

  /// The most that one process had.
  synchronized long residentPeakBytes() {
    return residentPeaks.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /// The most that one process had, as far as it was seen.
  synchronized long diskPeakBytes() {
    return diskPeakBytes;
  }

  /// Throws what kept it from looking, if anything did: then the peaks are not all.
  @Override
  public void close() {
    look();
    thread.interrupt();
    synchronized (this) {
      isClosed = true;
      if (failure != null) {
        throw failure;
      }
    }
  }
}
