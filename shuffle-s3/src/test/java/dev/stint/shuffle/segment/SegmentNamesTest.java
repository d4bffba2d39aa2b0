package dev.stint.shuffle.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentNamesTest {

  private static final String RUN = "s3://bucket/runs/r1/";

  @Test
  void namesSayWhoseTheyAre() {
    assertThat(SegmentNames.path(RUN, 0, 0, 0, 0)).isEqualTo(RUN + "00/stage-0/task-0-0-0.segment");
    assertThat(SegmentNames.path(RUN, 1, 3, 2, 7)).isEqualTo(RUN + "5d/stage-1/task-3-2-7.segment");
    assertThat(SegmentNames.stopPath("s3://b/x.segment")).isEqualTo("s3://b/x.segment.stop");
  }

  @Test
  void noTwoAttemptsShareAName() {
    var names = new HashSet<String>();
    for (int i = 0; i < 10_000; i++) {
      names.add(SegmentNames.path(RUN, i / 1000, i / 10 % 100, i / 5 % 2, i % 5));
    }
    assertThat(names).hasSize(10_000);
  }

  /// As S3 would cut the run's keys: in 2, 4 or 8 ranges, and the names begin where a cut is.
  @ParameterizedTest
  @CsvSource({"2, 100", "4, 1000", "8, 1000", "16, 3001"})
  void everyPartOfTheKeysHoldsAnEqualShare(int parts, int tasks) {
    for (int stage = 0; stage < 5; stage++) {
      int[] counts = new int[parts];
      for (int task = 0; task < tasks; task++) {
        String path = SegmentNames.path(RUN, stage, task, 0, 0);
        counts[
            Integer.parseInt(path.substring(RUN.length(), RUN.length() + 2), 16) * parts / 256]++;
      }
      for (int count : counts) {
        assertThat(count).isBetween(tasks / parts - 2, tasks / parts + 2);
      }
    }
  }

  @Test
  void refusesWhatIsNoPathOfARun() {
    assertThatThrownBy(() -> SegmentNames.path("s3://b/runs/r", 0, 0, 0, 0))
        .hasMessageContaining("slash");
    assertThatThrownBy(() -> SegmentNames.path(RUN, 0, 0, 0, -1)).hasMessageContaining("term -1");
  }
}
