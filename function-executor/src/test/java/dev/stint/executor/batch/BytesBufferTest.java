package dev.stint.executor.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BytesBufferTest {

  private final MemoryAccount memory = new MemoryAccount(new MemoryBudget(Long.MAX_VALUE), "test");
  private final BytesBuffer buffer = new BytesBuffer(memory);

  @Test
  void rowsOfADictionaryKeepTheirEntries() {
    buffer.append(coded(strings("red", "green", "blue"), 2, 0, 2, -1));

    var vector = buffer.vector();

    assertThat(texts(vector)).containsExactly("blue", "red", "blue", null);
    assertThat(texts(dictionary(vector))).containsExactly("blue", "red");
    assertThat(vector.ids()).startsWith(0, 1, 0, 0);
  }

  @Test
  void equalStringsOfTwoDictionariesAreOneEntry() {
    buffer.append(coded(strings("red", "green"), 0, 1));
    buffer.append(coded(strings("green", "blue", "red"), 0, 1, 2, 0));
    buffer.append(coded(strings("blue"), 0));

    assertThat(texts(buffer.vector()))
        .containsExactly("red", "green", "green", "blue", "red", "green", "blue");
    assertThat(texts(dictionary(buffer.vector()))).containsExactly("red", "green", "blue");
  }

  @Test
  void rowsWithoutADictionaryEndIt() {
    buffer.append(coded(strings("red"), 0, 0));
    long codedBytes = memory.reservedBytes();
    buffer.append(strings("red", "blue"));

    assertThat(texts(buffer.vector())).containsExactly("red", "red", "red", "blue");
    assertThat(buffer.vector().dictionary()).isNull();
    assertThat(memory.reservedBytes()).isLessThan(codedBytes);
  }

  @Test
  void manyDifferentStringsAreNotKeptAsEntries() {
    for (int part = 0; part < 3; part++) {
      var texts = new String[Batch.MAX_ROWS];
      int from = part * texts.length;
      Arrays.setAll(texts, i -> "text " + (from + i));
      buffer.append(coded(strings(texts), RowIndexes.identity()));
    }

    assertThat(buffer.vector().dictionary()).isNull();
    assertThat(buffer.vector().string(2 * Batch.MAX_ROWS + 1)).isEqualTo("text 8193");
  }

  /// Whatever an operator did with a dictionary that it knows stays true of it.
  @Test
  void vectorsStayAsTheyWereWhileRowsAreAppended() {
    buffer.append(coded(strings("red", "green"), 1));
    var before = buffer.vector();
    var known = dictionary(before);
    for (int part = 0; part < 100; part++) {
      buffer.append(coded(strings("green", "colour " + part), 1, 0));
    }

    assertThat(texts(before)).containsExactly("green");
    assertThat(texts(known)).containsExactly("green");
    assertThat(dictionary(buffer.vector()).rowCount()).isEqualTo(101);
  }

  @Test
  void whatIsAppendedIsWhatIsThere() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var tested = new BytesBuffer(memory);
      var expected = new ArrayList<@Nullable String>();
      for (int step = 0; step < 12; step++) {
        if (random.nextInt(8) == 0) {
          tested.clear();
          expected.clear();
        }
        var part = part(random);
        long before = memory.reservedBytes();
        long growth = tested.growthBytes(part);
        tested.append(part);
        expected.addAll(texts(part));
        assertThat(memory.reservedBytes() - before).as("seed %d", seed).isLessThanOrEqualTo(growth);
      }
      assertThat(texts(tested.vector())).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private static BytesVector part(Random random) {
    int domain = 1 << random.nextInt(8);
    var texts = new String[1 + random.nextInt(domain)];
    Arrays.setAll(texts, i -> "t".repeat(i % 19) + random.nextInt(domain));
    if (random.nextInt(10) == 0) {
      return strings(texts);
    }
    int[] ids = new int[1 + random.nextInt(300)];
    Arrays.setAll(ids, i -> random.nextInt(texts.length + 1) - 1);
    return coded(strings(texts), ids);
  }

  /// -1 is NULL.
  private static BytesVector coded(BytesVector dictionary, int... ids) {
    var nulls = new boolean[ids.length];
    int[] entries = new int[ids.length];
    for (int row = 0; row < ids.length; row++) {
      nulls[row] = ids[row] < 0;
      entries[row] = Math.max(ids[row], 0);
    }
    return BytesVector.ofDictionary(ids.length, entries, dictionary, nulls);
  }

  private static BytesVector strings(String... texts) {
    byte[] data = String.join("", texts).getBytes(StandardCharsets.UTF_8);
    int[] starts = new int[texts.length];
    int[] lengths = new int[texts.length];
    for (int i = 0; i < texts.length; i++) {
      lengths[i] = texts[i].length();
      starts[i] = i == 0 ? 0 : starts[i - 1] + lengths[i - 1];
    }
    return new BytesVector(texts.length, data, starts, lengths, null);
  }

  private static BytesVector dictionary(BytesVector vector) {
    var dictionary = vector.dictionary();
    assertThat(dictionary).isNotNull();
    return dictionary == null ? vector : dictionary;
  }

  private static List<@Nullable String> texts(BytesVector vector) {
    var texts = new ArrayList<@Nullable String>();
    for (int row = 0; row < vector.rowCount(); row++) {
      texts.add(vector.isNull(row) ? null : vector.string(row));
    }
    return texts;
  }
}
