package dev.stint.coordinator.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.coordinator.partition.PartitionTarget;
import org.junit.jupiter.api.Test;

final class RunSettingsTest {

  private final RunSettings settings = RunSettings.of("s3://work", 1000, 1769L << 20);

  @Test
  void manyTasksShareWhatAStageMayInline() {
    assertThat(settings.inlineLimitBytes(1)).isEqualTo(128 << 10);
    assertThat(settings.inlineLimitBytes(16)).isEqualTo(128 << 10);
    assertThat(settings.inlineLimitBytes(1024)).isEqualTo(2 << 10);
  }

  @Test
  void tinySegmentsAreAlwaysInlined() {
    assertThat(settings.inlineLimitBytes(100_000)).isEqualTo(256);
  }

  @Test
  void nothingIsInlinedWhereNothingShouldBe() {
    assertThat(RunSettings.inlineLimitBytes(0, 0, 100_000)).isZero();
  }

  @Test
  void functionsOnLambdaHaveTargetsOfTheirOwn() {
    assertThat(settings.partitions()).isEqualTo(PartitionTarget.LAMBDA);
    var others = RunSettings.of("s3://work", 2, AttemptPolicy.of(1L << 30));
    assertThat(others.partitions()).isEqualTo(PartitionTarget.DEFAULT);
  }
}
