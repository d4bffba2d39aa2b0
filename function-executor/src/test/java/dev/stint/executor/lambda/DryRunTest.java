package dev.stint.executor.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.task.FunctionEnvironment;
import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.FileObjectStore;
import dev.stint.shuffle.store.InMemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DryRunTest {

  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  @Test
  void succeedsAndLeavesNothing() throws IOException {
    var before = folders();

    DryRun.run(new FunctionEnvironment(new FileObjectStore()));

    assertThat(folders()).isEqualTo(before);
  }

  @Test
  void saysWhichTaskFailed() {
    // A store of its own, where Parquet's reader finds no file.
    var environment = new FunctionEnvironment(new InMemoryObjectStore());

    assertThatThrownBy(() -> DryRun.run(environment))
        .isInstanceOf(StintException.class)
        .hasMessageContaining("part-00000-0-dry");
  }

  private static List<Path> folders() throws IOException {
    try (var paths = Files.list(TEMPORARY)) {
      return paths
          .filter(path -> path.getFileName().toString().startsWith("stint-dry-run-"))
          .toList();
    }
  }
}
