package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteRangeTest {

  @Test
  void nearRangesAreOne() {
    assertThat(merged(10, 100, range(0, 5), range(15, 20))).containsExactly(range(0, 20));
    assertThat(merged(9, 100, range(0, 5), range(15, 20)))
        .containsExactly(range(0, 5), range(15, 20));
  }

  @Test
  void whatWouldBeTooLongStaysApart() {
    assertThat(merged(10, 20, range(0, 5), range(15, 20))).containsExactly(range(0, 20));
    assertThat(merged(10, 19, range(0, 5), range(15, 20)))
        .containsExactly(range(0, 5), range(15, 20));
    assertThat(merged(10, 19, range(0, 50))).containsExactly(range(0, 50));
  }

  @Test
  void orderDoesNotMatterAndOverlapsAreOneHoweverLong() {
    assertThat(merged(0, 1, range(15, 20), range(0, 18), range(3, 4)))
        .containsExactly(range(0, 20));
  }

  @Test
  void aRangeEndsAfterItsBegin() {
    assertThatThrownBy(() -> range(5, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> range(-1, 4)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyByteIsKeptAndNoGapIsWiderThanAllowed() {
    var random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      var ranges = new ArrayList<ByteRange>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        ranges.add(ByteRange.of(random.nextInt(200), random.nextInt(1, 30)));
      }
      int gap = random.nextInt(20);
      var merged = ByteRange.merged(ranges, gap, 60);
      assertThat(ranges)
          .allMatch(one -> merged.stream().anyMatch(it -> it.contains(one.from(), one.length())));
      for (int i = 1; i < merged.size(); i++) {
        var before = merged.get(i - 1);
        var after = merged.get(i);
        assertThat(after.from()).isGreaterThanOrEqualTo(before.to());
        assertThat(after.from() - before.to() > gap || after.to() - before.from() > 60).isTrue();
      }
    }
  }

  private static List<ByteRange> merged(long maxGap, long maxLength, ByteRange... ranges) {
    return ByteRange.merged(List.of(ranges), maxGap, maxLength);
  }

  private static ByteRange range(long from, long to) {
    return new ByteRange(from, to);
  }
}
