package dev.stint.executor.sort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.kernel.BytesBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The order of keys beside that of a comparison key by key.
class KeySorterTest {

  /// Few bytes and much that is alike, so that runs are long and lie deep.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void keysOfManyEqualPartsAreInOrder(long seed) {
    var random = new Random(seed);
    int variety = 1 + random.nextInt(3);
    assertSorted(
        4000,
        _ -> {
          byte[] key = new byte[random.nextInt(60)];
          for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(8) == 0 ? random.nextInt(variety + 1) - 1 : 0);
          }
          return key;
        });
  }

  @Test
  void runsOfOneTextAreInTheOrderOfWhatFollows() {
    var random = new Random(5);
    assertSorted(
        5000,
        _ ->
            ("a word of many " + random.nextInt(3) + '\0' + random.nextInt(4000))
                .getBytes(StandardCharsets.UTF_8));
  }

  /// Of which eight bytes tell eight apart.
  @Test
  void keysThatDifferInOneByteEachAreInOrder() {
    assertSorted(
        3000,
        row -> {
          byte[] key = new byte[3000];
          key[row] = 1;
          return key;
        });
  }

  @Test
  void keysThatOnlyZerosTellApartAreInTheOrderOfTheirLengths() {
    assertSorted(3000, row -> new byte[row % 20]);
  }

  private static void assertSorted(int count, IntFunction<byte[]> key) {
    byte[][] keys = IntStream.range(0, count).mapToObj(key).toArray(byte[][]::new);
    var builder = new BytesBuilder(count, 16);
    for (byte[] each : keys) {
      builder.append(each, 0, each.length).endRow();
    }
    int[] expected =
        IntStream.range(0, count)
            .boxed()
            .sorted((left, right) -> Arrays.compareUnsigned(keys[left], keys[right]))
            .mapToInt(Integer::intValue)
            .toArray();

    assertThat(KeySorter.sort(builder.build(null))).isEqualTo(expected);
  }
}
