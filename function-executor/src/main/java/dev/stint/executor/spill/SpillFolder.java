package dev.stint.executor.spill;

import dev.stint.plan.failure.FailureKind;
import dev.stint.plan.failure.StintException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// A folder of one operator among the function's temporary files (`/tmp` in Lambda), which goes
/// with all that is in it. It is named after its process: what a killed one left there is removed
/// when the next one makes its first folder.
final class SpillFolder implements AutoCloseable {

  private static final String PREFIX = "stint-spill-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");
  private static final System.Logger LOG = System.getLogger(SpillFolder.class.getName());

  /// Where this process has looked for what others left.
  private static final Map<Path, Boolean> CLEARED = new ConcurrentHashMap<>();

  private final Path folder;
  private int files;

  private SpillFolder(Path folder) {
    this.folder = folder;
  }

  static SpillFolder create() {
    var parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    var _ = CLEARED.computeIfAbsent(parent, SpillFolder::removeLeftOver);
    var prefix = PREFIX + ProcessHandle.current().pid() + "-";
    try {
      return new SpillFolder(Files.createTempDirectory(parent, prefix));
    } catch (IOException e) {
      throw failure("cannot make a folder in %s for rows beyond the memory".formatted(parent), e);
    }
  }

  /// Removes what dead processes left in `parent`, to be called before this one has a folder there;
  /// says whether that went without a failure, which is nobody's here.
  static boolean removeLeftOver(Path parent) {
    try (var folders = Files.newDirectoryStream(parent, PREFIX + "*-*")) {
      for (var folder : folders) {
        if (isLeftOver(folder.getFileName().toString())) {
          remove(folder);
        }
      }
      return true;
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot remove what was left in " + parent, e);
      return false;
    }
  }

  /// A process that has the number of a dead one is this, which has no folder yet, or is let be.
  private static boolean isLeftOver(String name) {
    var matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return false;
    }
    long pid = Long.parseLong(matcher.group(1));
    return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
  }

  private static void remove(Path folder) throws IOException {
    try (var below = Files.walk(folder)) {
      for (var path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /// An object's path that was not given before.
  String newPath() {
    return "file://" + folder.resolve("rows-" + files++);
  }

  @Override
  public void close() {
    if (!Files.exists(folder)) {
      return;
    }
    try {
      remove(folder);
    } catch (IOException e) {
      throw failure("cannot remove " + folder, e);
    }
  }

  private static StintException failure(String message, IOException cause) {
    return new StintException(FailureKind.RESOURCE, message + ": " + cause.getMessage(), cause);
  }
}
