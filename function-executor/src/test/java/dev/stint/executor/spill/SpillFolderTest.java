package dev.stint.executor.spill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFolderTest {

  /// Beyond what any system numbers its processes with.
  private static final long DEAD_PID = 1L << 40;

  @TempDir private Path parent;

  @Test
  void whatDeadProcessesLeftIsRemovedAndNothingElse() throws IOException {
    long livePid = ProcessHandle.current().parent().orElseThrow().pid();
    var left = rows("stint-spill-" + DEAD_PID + "-1");
    var live = rows("stint-spill-" + livePid + "-1");
    var other = rows("stint-spill-notes-1");

    assertThat(SpillFolder.removeLeftOver(parent)).isTrue();

    assertThat(left).doesNotExist();
    assertThat(live).isNotEmptyDirectory();
    assertThat(other).isNotEmptyDirectory();
  }

  private Path rows(String name) throws IOException {
    var folder = Files.createDirectory(parent.resolve(name));
    Files.writeString(folder.resolve("rows-0"), "rows");
    return folder;
  }
}
