package dev.stint.executor.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.fixture.RandomRows;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.PhysicalType;
import dev.stint.plan.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyTableTest {

  private static final Schema SCHEMA =
      Schema.of(Field.nullable("n", DataType.BIGINT), Field.nullable("s", DataType.STRING));

  private static final int[] KEYS = {0, 1};

  private final MemoryAccount memory = new MemoryAccount(new MemoryBudget(Long.MAX_VALUE), "keys");
  private final KeyTable table =
      new KeyTable(List.of(PhysicalType.LONG, PhysicalType.BYTES), memory);

  /// With three hashes for all keys every row takes the slow way, and still finds its own key.
  @Test
  void keysThatShareHashesAreToldApart() {
    var known = new HashMap<List<@Nullable Object>, Integer>();
    int[] groups = new int[Batch.MAX_ROWS];
    for (var batch : new RandomRows(7, 60).batches(SCHEMA, 3000, 300)) {
      long[] hashes = hashes(batch);

      table.findOrAdd(batch, KEYS, hashes, groups);

      assertNumbered(batch, groups, known);
      table.find(batch, KEYS, hashes, groups);
      assertNumbered(batch, groups, known);
    }
    assertThat(table.size()).isEqualTo(known.size());
  }

  @Test
  void absentKeysAreNotFoundUnderASharedHash() {
    int[] groups = new int[Batch.MAX_ROWS];
    var batch = RowLists.batch(SCHEMA, List.of(List.of(1L, "a")));
    table.findOrAdd(batch, KEYS, new long[1], groups);

    table.find(RowLists.batch(SCHEMA, List.of(List.of(2L, "a"))), KEYS, new long[1], groups);

    assertThat(groups[0]).isEqualTo(-1);
  }

  @Test
  void dictionariesAndPlainStringsAreNumberedAlike() {
    var known = new HashMap<List<@Nullable Object>, Integer>();
    int[] groups = new int[Batch.MAX_ROWS];
    var schema = Schema.of(SCHEMA.field(1), SCHEMA.field(1));
    var strings = new KeyTable(List.of(PhysicalType.BYTES, PhysicalType.BYTES), memory);
    for (var batch : new RandomRows(8, 60).batches(schema, 5000, 300)) {
      for (int repeat = 0; repeat < 2; repeat++) {
        strings.findOrAdd(batch, KEYS, groups);

        assertNumbered(batch, groups, known);
      }
    }
    strings.clear();
    assertThat(strings.size()).isZero();
  }

  /// What was learnt about one pair of dictionaries is not used for another.
  @Test
  void dictionariesThatComeAndGoAreKeptApart() {
    var known = new HashMap<List<@Nullable Object>, Integer>();
    int[] groups = new int[Batch.MAX_ROWS];
    var strings = new KeyTable(List.of(PhysicalType.BYTES, PhysicalType.BYTES), memory);
    var first = coded("a", "b");
    var second = coded("c", "d");
    var other = coded("e", "f");
    var plain = (BytesVector) RowLists.vector(PhysicalType.BYTES, List.of("c", "c"));

    for (var columns :
        List.of(List.of(first, second), List.of(other, plain), List.of(other, second))) {
      var batch = new Batch(2, columns);
      strings.findOrAdd(batch, KEYS, groups);
      assertNumbered(batch, groups, known);
    }
    assertThat(known).hasSize(5);
  }

  private static BytesVector coded(String first, String second) {
    var dictionary = (BytesVector) RowLists.vector(PhysicalType.BYTES, List.of(first, second));
    return BytesVector.ofDictionary(2, new int[] {0, 1}, dictionary, null);
  }

  private static long[] hashes(Batch batch) {
    long[] hashes = new long[batch.rowCount()];
    var rows = RowLists.of(batch);
    for (int row = 0; row < hashes.length; row++) {
      hashes[row] = Math.floorMod(rows.get(row).hashCode(), 3);
    }
    return hashes;
  }

  private static void assertNumbered(
      Batch batch, int[] groups, Map<List<@Nullable Object>, Integer> known) {
    var rows = RowLists.of(batch);
    for (int row = 0; row < rows.size(); row++) {
      var before = known.putIfAbsent(rows.get(row), groups[row]);
      if (before != null) {
        assertThat(groups[row]).isEqualTo(before);
      }
    }
    assertThat(known.values()).doesNotHaveDuplicates();
  }
}
