package dev.stint.executor.scan.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RangesTest {

  private static final FileVersion FILE = version("1");

  private final Ranges ranges = new Ranges(100);

  @Test
  void isFoundAgainByVersionAndPlace() {
    read(FILE, 40, 10);

    assertThat(ranges.find(FILE, 40, 10)).isEqualTo(ByteBuffer.wrap(content(40, 10)));
    assertThat(ranges.find(FILE, 40, 9)).isNull();
    assertThat(ranges.find(FILE, 41, 10)).isNull();
    assertThat(ranges.find(version("2"), 40, 10)).isNull();
  }

  @Test
  void ofAFileWithoutAVersionNothingIsKept() {
    read(null, 0, 10);

    assertThat(ranges.find(null, 0, 10)).isNull();
  }

  /// Whoever read it may use its array again.
  @Test
  void aCopyIsKept() {
    byte[] array = content(40, 12);
    ranges.find(FILE, 41, 10);
    ranges.offer(FILE, 41, ByteBuffer.wrap(array, 1, 10));
    Arrays.fill(array, (byte) 0);

    assertThat(ranges.find(FILE, 41, 10)).isEqualTo(ByteBuffer.wrap(content(41, 10)));
  }

  @Test
  void whatNobodyAskedForIsNotKept() {
    ranges.offer(FILE, 0, ByteBuffer.wrap(content(0, 10)));

    assertThat(ranges.find(FILE, 0, 10)).isNull();
  }

  @Test
  void whatIsReadOnceDrivesOutNothing() {
    read(FILE, 0, 60);
    IntStream.range(1, 50).forEach(place -> read(FILE, 100 * place, 60));

    assertThat(ranges.find(FILE, 0, 60)).isNotNull();
  }

  @Test
  void whatIsReadAgainDrivesOutWhatIsNot() {
    read(FILE, 0, 60);
    read(FILE, 100, 60);
    assertThat(ranges.find(FILE, 100, 60)).isNull();
    ranges.offer(FILE, 100, ByteBuffer.wrap(content(100, 60)));

    assertThat(ranges.find(FILE, 100, 60)).isNotNull();
    assertThat(ranges.find(FILE, 0, 60)).isNull();
  }

  @Test
  void ofATableLargerThanTheRoomAPartStays() {
    for (int round = 0; round < 10; round++) {
      IntStream.range(0, 20).forEach(place -> read(FILE, 10 * place, 10));
    }

    assertThat(IntStream.range(0, 20).filter(place -> ranges.find(FILE, 10L * place, 10) != null))
        .hasSize(10);
  }

  @Test
  void anotherTableTakesOver() {
    for (int round = 0; round < 10; round++) {
      IntStream.range(0, 20).forEach(place -> read(FILE, 10 * place, 10));
    }
    for (int round = 0; round < 10; round++) {
      IntStream.range(0, 10).forEach(place -> read(version("2"), 10 * place, 10));
    }

    assertThat(
            IntStream.range(0, 10)
                .filter(place -> ranges.find(version("2"), 10L * place, 10) != null))
        .hasSize(10);
  }

  @Test
  void whatIsLargerThanAllTheRoomIsNotKept() {
    read(FILE, 0, 50);
    read(FILE, 100, 101);
    read(FILE, 100, 101);

    assertThat(ranges.find(FILE, 0, 50)).isNotNull();
    assertThat(ranges.find(FILE, 100, 101)).isNull();
  }

  @Test
  void nothingIsLeftWhenCleared() {
    read(FILE, 0, 100);
    ranges.clear();

    assertThat(ranges.find(FILE, 0, 100)).isNull();
    read(FILE, 0, 100);
    assertThat(ranges.find(FILE, 0, 100)).isNotNull();
  }

  private void read(FileVersion version, int offset, int length) {
    if (ranges.find(version, offset, length) == null) {
      ranges.offer(version, offset, ByteBuffer.wrap(content(offset, length)));
    }
  }

  private static byte[] content(int offset, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (offset + i);
    }
    return bytes;
  }

  private static FileVersion version(String mark) {
    return new FileVersion("s3://lake/t", 10_000, mark);
  }
}
