package dev.stint.coordinator.commit;

import dev.stint.shuffle.store.FileObjectStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class FileCommitOnFilesTest extends FileCommitContract {

  FileCommitOnFilesTest(@TempDir Path folder) {
    super(new FileObjectStore(), "file://" + folder.toAbsolutePath());
  }
}
