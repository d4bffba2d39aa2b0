package dev.stint.coordinator.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.shuffle.store.FileObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class KilledCommitOnFilesTest extends KilledCommitContract {

  private final Path folder;

  KilledCommitOnFilesTest(@TempDir Path folder) {
    super(new FileObjectStore(), "file://" + folder.toAbsolutePath(), Pairs.ONE_IN_FIVE);
    this.folder = folder;
  }

  @AfterEach
  void nothingIsStaged() throws IOException {
    try (var paths = Files.walk(folder)) {
      assertThat(paths.filter(path -> path.getFileName().toString().startsWith(".stint-")))
          .isEmpty();
    }
  }
}
