package dev.stint.coordinator.journal;

import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.ObjectStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class JournalOnFilesTest extends JournalContract {

  @TempDir private Path folder;
  private final FileObjectStore store = new FileObjectStore();

  @Override
  ObjectStore store() {
    return store;
  }

  @Override
  String runPath() {
    return "file://" + folder.toAbsolutePath() + "/runs/r/";
  }
}
