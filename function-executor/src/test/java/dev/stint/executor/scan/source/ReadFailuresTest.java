package dev.stint.executor.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.failure.FailureKind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReadFailuresTest {

  /// A footer whose bytes are changed may say that a chunk has -115 values.
  @Test
  void pagesThatAreNotWhatTheFooterSaysAreNotTriedAgain() {
    var miscounted =
        new IOException("Expected -115 values in column chunk at f.parquet offset 9 but got 0");

    var failure = ReadFailures.ofIo("f.parquet, row group 0", miscounted);

    assertThat(failure.kind()).isEqualTo(FailureKind.USER);
    assertThat(failure).hasMessageStartingWith("f.parquet, row group 0: the data is corrupt");
  }

  @Test
  void aBrokenConnectionIsTriedAgain() {
    assertThat(ReadFailures.ofIo("f.parquet", new IOException("Connection reset")).kind())
        .isEqualTo(FailureKind.TRANSIENT);
  }
}
