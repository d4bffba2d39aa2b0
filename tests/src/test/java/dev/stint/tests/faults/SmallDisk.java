package dev.stint.tests.faults;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A disk of a few megabytes in memory, mounted at a folder until it is closed.
final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /// Skips the test, and says so, where this process may not mount.
  static SmallDisk mount(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    var refusal =
        run(
            List.of(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + megabytes + "m",
                "tmpfs",
                folder.toString()));
    if (!refusal.isEmpty()) {
      System.out.println("NOT TESTED: a full disk, since none can be mounted here: " + refusal);
      abort("no disk can be mounted here: " + refusal);
    }
    return new SmallDisk(folder);
  }

  /// What the command said when it failed, nothing when it did not.
  private static String run(List<String> command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return e.toString();
    }
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int code = process.onExit().join().exitValue();
    return code == 0 ? "" : "exit " + code + " " + said;
  }

  Path folder() {
    return folder;
  }

  /// Leaves not a byte.
  void fill() throws IOException {
    try (var out = Files.newOutputStream(folder.resolve("filler"))) {
      byte[] bytes = new byte[1 << 12];
      while (true) {
        out.write(bytes);
      }
    } catch (IOException e) {
      if (Files.getFileStore(folder).getUsableSpace() > 0) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    // Lazily: a process that is just ending may still hold it.
    var refusal = run(List.of("umount", "-l", folder.toString()));
    if (!refusal.isEmpty()) {
      throw new IOException("cannot unmount " + folder + ": " + refusal);
    }
  }
}
