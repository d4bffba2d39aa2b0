package dev.stint.executor.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.fixture.RandomRows;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.PhysicalType;
import dev.stint.plan.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchCodecTest {

  private static final Schema SCHEMA =
      Schema.of(
          Field.nullable("n", DataType.BIGINT),
          Field.nullable("s", DataType.STRING),
          Field.nullable("d", DataType.DOUBLE),
          Field.nullable("w", DataType.decimal(30, 2)),
          Field.required("id", DataType.BIGINT));

  private static final List<PhysicalType> TYPES =
      SCHEMA.fields().stream().map(field -> field.type().physicalType()).toList();

  private final BatchCodec codec =
      new BatchCodec(new MemoryAccount(new MemoryBudget(Long.MAX_VALUE), "test"));

  @Test
  void whatIsDecodedIsWhatWasEncoded() {
    for (int seed = 0; seed < 60; seed++) {
      int domain = 1 << seed % 31;
      var batch =
          new RandomRows(seed, domain).batches(SCHEMA, 1 + seed * 40, 1 + seed * 40).getFirst();

      assertThat(RowLists.of(roundTrip(batch))).isEqualTo(RowLists.of(batch));
    }
  }

  @Test
  void numbersCloseTogetherTakeAByteEach() {
    long[] values = new long[1000];
    Arrays.setAll(values, i -> Long.MIN_VALUE + 250 - i % 250);

    codec.encode(List.of(new LongVector(1000, values, null)), 1000);

    assertThat(codec.length()).isEqualTo(7 + 2 + 9 + 1000);
  }

  @Test
  void farthestNumbersSurvive() {
    var batch =
        new Batch(
            3, List.of(new LongVector(3, new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}, null)));
    codec.encode(batch.columns(), 3);

    var vectors =
        BatchCodec.decode(codec.bytes(), 0, codec.length(), List.of(PhysicalType.LONG), 3);

    assertThat(RowLists.of(new Batch(3, vectors))).isEqualTo(RowLists.of(batch));
  }

  @Test
  void fewDistinctStringsComeBackAsADictionary() {
    var values = new ArrayList<Object>();
    for (int i = 0; i < 500; i++) {
      values.add("borough-" + i % 5);
    }
    codec.encode(List.of(RowLists.vector(PhysicalType.BYTES, new ArrayList<>(values))), 500);

    var vectors =
        BatchCodec.decode(codec.bytes(), 0, codec.length(), List.of(PhysicalType.BYTES), 500);

    assertThat(((BytesVector) vectors.getFirst()).dictionary()).isNotNull();
    assertThat(codec.length()).isLessThan(600);
    assertThat(RowLists.of(new Batch(500, vectors)).get(7)).isEqualTo(List.of("borough-2"));
  }

  /// The bytes are read by other functions, perhaps of another version: a change needs a new
  /// version.
  @Test
  void bytesAreAsTheReadmeHasThem() {
    var longs = new LongVector(3, new long[] {10, 0, 13}, new boolean[] {false, true, false});
    var strings = (BytesVector) RowLists.vector(PhysicalType.BYTES, List.of("a", "", "bc"));

    codec.encode(List.of(longs, strings), 3);

    assertThat(HexFormat.of().formatHex(codec.bytes(), 0, codec.length()))
        .isEqualTo(
            "01"
                + "0200"
                + "03000000"
                + ("01" + "01" + "02" + "0a00000000000000" + "01" + "000003")
                + ("05" + "00" + "01" + "010002" + "616263"));
  }

  @Test
  void damageIsRefusedOrHarmlessButNeverCrashes() {
    var batch = new RandomRows(1, 9).batches(SCHEMA, 50, 50).getFirst();
    codec.encode(batch.columns(), batch.rowCount());
    byte[] bytes = Arrays.copyOf(codec.bytes(), codec.length());
    var random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      int length = round % 2 == 0 ? damaged.length : random.nextInt(damaged.length);
      try {
        var _ = BatchCodec.decode(damaged, 0, length, TYPES, batch.rowCount());
      } catch (MalformedPayload e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void anyRowsCanBeReadInAnyOrder() {
    for (int seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      var batch = new RandomRows(seed, 1 << seed % 31).batches(SCHEMA, 700, 700).getFirst();
      int all = batch.rowCount();
      codec.encode(batch.columns(), all);
      var rows = new EncodedRows(codec.bytes(), 0, codec.length(), TYPES, all);
      var rooms = TYPES.stream().map(_ -> new ColumnRoom()).toList();
      for (int round = 0; round < 9; round++) {
        int from = random.nextInt(all);
        int count = 1 + random.nextInt(all - from);

        var part = new Batch(count, rows.read(from, count, rooms));

        assertThat(RowLists.of(part)).isEqualTo(RowLists.of(batch).subList(from, from + count));
      }
    }
  }

  @Test
  void rowsAreEncodedInAGivenOrder() {
    for (int seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      var batch = new RandomRows(seed, 1 << seed % 31).batches(SCHEMA, 900, 900).getFirst();
      int[] order = random.ints(500, 0, batch.rowCount()).toArray();
      codec.encode(batch.columns(), order, 100, 400);

      var decoded = BatchCodec.decode(codec.bytes(), 0, codec.length(), TYPES, 400);

      var expected = batch.gather(Arrays.copyOfRange(order, 100, 500), 400);
      assertThat(RowLists.of(new Batch(400, decoded))).isEqualTo(RowLists.of(expected));
    }
  }

  /// Entries that no row of a block has are not in its dictionary.
  @Test
  void blocksOfADictionaryHaveTheEntriesThatTheyNeed() {
    var texts = new ArrayList<Object>();
    for (int i = 0; i < 3000; i++) {
      texts.add("text " + i);
    }
    var dictionary = (BytesVector) RowLists.vector(PhysicalType.BYTES, texts);
    int[] ids = new int[1000];
    boolean[] nulls = new boolean[1000];
    for (int row = 0; row < ids.length; row++) {
      nulls[row] = row % 10 == 0;
      ids[row] = nulls[row] ? 0 : 2000 + row % 7;
    }
    var strings = BytesVector.ofDictionary(1000, ids, dictionary, nulls);

    // Twice, since the numbers of one block are nothing to the next.
    for (int round = 0; round < 2; round++) {
      codec.encode(List.of(strings), 1000);

      var decoded =
          BatchCodec.decode(codec.bytes(), 0, codec.length(), List.of(PhysicalType.BYTES), 1000);
      var entries = ((BytesVector) decoded.getFirst()).dictionary();
      assertThat(entries).isNotNull().extracting(BytesVector::rowCount).isEqualTo(7);
      assertThat(RowLists.of(new Batch(1000, decoded)))
          .isEqualTo(RowLists.of(new Batch(1000, List.of(strings))));
    }
  }

  @Test
  void otherVersionIsRefused() {
    codec.encode(List.of(), 1);
    byte[] bytes = codec.bytes().clone();
    bytes[0] = 2;

    assertThatThrownBy(() -> BatchCodec.decode(bytes, 0, codec.length(), List.of(), 1))
        .hasMessageContaining("version is 2, not 1");
  }

  private Batch roundTrip(Batch batch) {
    codec.encode(batch.columns(), batch.rowCount());
    byte[] framed = new byte[codec.length() + 9];
    System.arraycopy(codec.bytes(), 0, framed, 5, codec.length());
    return new Batch(
        batch.rowCount(),
        BatchCodec.decode(framed, 5, 5 + codec.length(), TYPES, batch.rowCount()));
  }
}
