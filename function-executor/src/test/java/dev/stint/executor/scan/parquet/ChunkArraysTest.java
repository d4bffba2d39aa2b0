package dev.stint.executor.scan.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ChunkArraysTest {

  private final ChunkArrays arrays = new ChunkArrays();

  @Test
  void anArrayThatCameBackServesTheNextBufferOfAboutItsSize() {
    var first = arrays.allocate(1000);
    arrays.release(first);

    var next = arrays.allocate(1020);

    assertThat(array(next)).isSameAs(array(first));
    assertThat(next.capacity()).isEqualTo(1020);
    assertThat(next.remaining()).isEqualTo(1020);
  }

  @Test
  void anArrayInUseIsLentToNobodyElse() {
    var first = arrays.allocate(1000);

    assertThat(array(arrays.allocate(1000))).isNotSameAs(array(first));
  }

  @Test
  void aBufferThatComesBackTwiceGivesNothingBackTheSecondTime() {
    var first = arrays.allocate(1000);
    arrays.release(first);
    var second = arrays.allocate(1000);
    arrays.release(first);

    assertThat(array(second)).isSameAs(array(first));
    assertThat(array(arrays.allocate(1000))).isNotSameAs(array(second));
  }

  @Test
  void otherBuffersOfALentArrayDoNotGiveItBack() {
    var lent = arrays.allocate(1000);
    arrays.release(lent.duplicate());
    arrays.release(ByteBuffer.wrap(array(lent)));

    assertThat(array(arrays.allocate(1000))).isNotSameAs(array(lent));
  }

  @Test
  void ofThoseThatFitTheSmallestIsTaken() {
    var large = arrays.allocate(1500);
    var small = arrays.allocate(1000);
    arrays.release(large);
    arrays.release(small);

    assertThat(array(arrays.allocate(1000))).isSameAs(array(small));
  }

  @Test
  void anArrayThatIsTooLargeOrTooSmallGivesWay() {
    var large = arrays.allocate(10_000);
    arrays.release(large);

    assertThat(array(arrays.allocate(1000))).isNotSameAs(array(large));
    assertThat(array(arrays.allocate(10_000))).isNotSameAs(array(large));
  }

  @Test
  void whatIsForgottenIsNotUsedAgain() {
    var first = arrays.allocate(1000);
    arrays.release(first);
    arrays.forgetFree();

    assertThat(array(arrays.allocate(1000))).isNotSameAs(array(first));
  }

  // It begins where the buffer does.
  @SuppressWarnings("ByteBufferBackingArray")
  private static byte[] array(ByteBuffer buffer) {
    return buffer.array();
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /// Whatever comes back, and in which order: no array is in two buffers, and no more are there
  /// than were in use at once.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noArrayIsInUseTwice(long seed) {
    var random = new Random(seed);
    List<ByteBuffer> inUse = new ArrayList<>();
    var known = new IdentityHashMap<byte[], Boolean>();
    for (int step = 0; step < 500; step++) {
      if (inUse.size() < 10 && random.nextBoolean()) {
        inUse.add(arrays.allocate(random.nextInt(900, 1000)));
      } else if (!inUse.isEmpty()) {
        arrays.release(inUse.remove(random.nextInt(inUse.size())));
      }
      var used = new IdentityHashMap<byte[], Boolean>();
      inUse.forEach(buffer -> used.put(array(buffer), true));
      known.putAll(used);
      assertThat(used).hasSize(inUse.size());
    }
    assertThat(known).hasSizeLessThan(40);
  }
}
