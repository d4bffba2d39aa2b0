package dev.stint.executor.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LongVectorTest {

  private static final LongVector DICTIONARY = new LongVector(3, new long[] {70, 80, 90}, null);

  private final LongVector vector =
      LongVector.ofDictionary(
          4, new int[] {2, 0, 1, 2}, DICTIONARY, null, new boolean[] {false, true, false, false});

  @Test
  void valuesAreTheEntriesThatIdsNameAndZeroForNull() {
    assertThat(vector.values()).containsExactly(90, 0, 80, 90);
  }

  @Test
  void valuesGoWhereThereIsRoomForThem() {
    long[] room = new long[6];

    var roomy = LongVector.ofDictionary(2, new int[] {1, 0}, DICTIONARY, room, null);

    assertThat(roomy.values()).isSameAs(room).startsWith(80, 70);
  }

  @Test
  void gatheredRowsStayIds() {
    var gathered = vector.gather(new int[] {3, 2}, 2);

    assertThat(gathered.dictionary()).isSameAs(DICTIONARY);
    assertThat(gathered.ids()).containsExactly(2, 1);
    assertThat(gathered.nulls()).isNull();
    assertThat(gathered.values()).containsExactly(90, 80);
  }

  @Test
  void negativeRowsAreNull() {
    var gathered = vector.gatherOrNull(new int[] {-1, 0, 1}, 3);

    assertThat(gathered.nulls()).containsExactly(true, false, true);
    assertThat(gathered.values()).containsExactly(0, 90, 0);
  }

  @Test
  void sliceHasTheRowsFromThere() {
    var slice = vector.slice(1, 2);

    assertThat(slice.nulls()).containsExactly(true, false);
    assertThat(slice.values()).containsExactly(0, 80);
  }
}
