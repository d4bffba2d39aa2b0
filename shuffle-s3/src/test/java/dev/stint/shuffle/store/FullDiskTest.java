package dev.stint.shuffle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stint.plan.failure.FailureKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

class FullDiskTest {

  /// A device that is always full.
  private static final Path FULL = Path.of("/dev/full");

  @Test
  void aFullDiskIsTheUsersAndIsNamed() throws IOException {
    assumeThat(Files.isWritable(FULL)).isTrue();
    try (var channel = FileChannel.open(FULL, StandardOpenOption.WRITE)) {
      assertThatThrownBy(() -> FileStaging.writeAll(channel, ByteBuffer.allocate(100)))
          .isInstanceOfSatisfying(IOException.class, FullDiskTest::isNamed);
    }
  }

  @Test
  void anExhaustedQuotaIsTheUsersAndIsNamed() {
    isNamed(new FileSystemException("/out/.stint-uploads/a.tmp", null, "Disk quota exceeded"));
  }

  private static void isNamed(IOException cause) {
    var failure = FileFailures.of("write", "file:///out/a.parquet", cause);

    assertThat(failure.kind()).isEqualTo(FailureKind.USER);
    assertThat(failure)
        .hasMessageStartingWith(
            "cannot write file:///out/a.parquet: the disk that holds it is full")
        .hasMessageContaining("choose another folder");
  }
}
