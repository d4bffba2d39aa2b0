package dev.stint.executor.sort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.fixture.Texts;
import dev.stint.executor.kernel.SortKeyEncoder;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.SortKey.Direction;
import dev.stint.plan.expression.SortKey.Nulls;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sorting encoded keys is the reference.
final class PackedKeysTest {

  private static final List<String> PIECES = List.of("", "a", "b", "\0", "ab", "ä", "z\0");

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 300, 5000})
  void fewTextsAndNumbersAreInTheOrderOfTheirKeys(int rowCount) {
    for (int seed = 0; seed < 30; seed++) {
      var random = new Random(seed);
      var columns =
          List.of(texts(random, rowCount), numbers(random, rowCount), entries(random, rowCount));
      var keys = keys(random, columns.size());

      int[] order = PackedKeys.sort(columns, keys, rowCount);

      var encoded = new SortKeyEncoder(keys).encode(new Batch(rowCount, columns));
      if (order != null) {
        assertThat(order).as("%s", keys).isEqualTo(KeySorter.sort(encoded));
      }
      assertThat(order != null || rowCount < 16 * PIECES.size() * PIECES.size())
          .as("%d rows", rowCount)
          .isTrue();
    }
  }

  @Test
  void manyTextsAreNotPacked() {
    var texts = new String[100_000];
    for (int row = 0; row < texts.length; row++) {
      texts[row] = "t" + row % 5000;
    }
    var key = new SortKey(0, Direction.ASCENDING, Nulls.FIRST);

    assertThat(PackedKeys.sort(List.of(Texts.of(texts)), List.of(key), texts.length)).isNull();
  }

  @Test
  void nothingButNullsIsInTheOrderItCameIn() {
    var key = new SortKey(0, Direction.DESCENDING, Nulls.LAST);

    int[] order = PackedKeys.sort(List.of(Texts.of(new String[64])), List.of(key), 64);

    assertThat(order).isNotNull().isSorted().hasSize(64);
  }

  private static List<SortKey> keys(Random random, int columns) {
    var keys = new ArrayList<SortKey>();
    for (int column = 0; column < columns; column++) {
      keys.add(
          new SortKey(
              column,
              random.nextBoolean() ? Direction.ASCENDING : Direction.DESCENDING,
              random.nextBoolean() ? Nulls.FIRST : Nulls.LAST));
    }
    return keys;
  }

  private static Vector texts(Random random, int rowCount) {
    var texts = new @Nullable String[rowCount];
    for (int row = 0; row < rowCount; row++) {
      texts[row] = random.nextInt(10) == 0 ? null : piece(random) + piece(random);
    }
    return Texts.of(texts);
  }

  private static String piece(Random random) {
    return PIECES.get(random.nextInt(PIECES.size()));
  }

  /// Of a dictionary that has a text twice.
  private static Vector entries(Random random, int rowCount) {
    var dictionary = Texts.of("b", "a", "", "b", "a\0");
    int[] ids = new int[rowCount];
    boolean[] nulls = new boolean[rowCount];
    for (int row = 0; row < rowCount; row++) {
      ids[row] = random.nextInt(dictionary.rowCount());
      nulls[row] = random.nextInt(10) == 0;
    }
    return BytesVector.ofDictionary(rowCount, ids, dictionary, nulls);
  }

  private static Vector numbers(Random random, int rowCount) {
    long[] values = new long[rowCount];
    boolean[] nulls = new boolean[rowCount];
    for (int row = 0; row < rowCount; row++) {
      values[row] = random.nextLong(-50, 50);
      nulls[row] = random.nextInt(10) == 0;
    }
    return new LongVector(rowCount, values, nulls);
  }
}
