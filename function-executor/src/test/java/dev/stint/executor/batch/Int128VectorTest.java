package dev.stint.executor.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Int128VectorTest {

  private static final long[] VALUES = {5, -5, 0, Long.MIN_VALUE, Long.MAX_VALUE};
  private static final long[] SIGNS = {0, -1, 0, -1, 0};

  @Test
  void highHalvesOfShortOnesAreTheirSigns() {
    var vector = Int128Vector.ofShort(5, VALUES, null);

    assertThat(vector.isShort()).isTrue();
    assertThat(vector.high()).isEqualTo(SIGNS);
    assertThat(vector.low()).isEqualTo(VALUES);
  }

  @Test
  void whatIsTakenOfShortOnesIsShort() {
    var vector = Int128Vector.ofShort(5, VALUES, new boolean[] {false, false, true, false, false});

    var gathered = vector.gather(new int[] {1, 2, 4}, 3);
    var orNull = vector.gatherOrNull(new int[] {-1, 3}, 2);
    var slice = vector.slice(3, 2);

    assertThat(gathered.isShort() && orNull.isShort() && slice.isShort()).isTrue();
    assertThat(gathered.low()).containsExactly(-5, 0, Long.MAX_VALUE);
    assertThat(gathered.high()).containsExactly(-1, 0, 0);
    assertThat(gathered.nulls()).containsExactly(false, true, false);
    assertThat(orNull.low()).containsExactly(0, Long.MIN_VALUE);
    assertThat(orNull.high()).containsExactly(0, -1);
    assertThat(orNull.nulls()).containsExactly(true, false);
    assertThat(slice.low()).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(slice.high()).containsExactly(-1, 0);
  }

  @Test
  void ofOthersBothHalvesAreTaken() {
    var vector = new Int128Vector(2, new long[] {7, 8}, new long[] {1, 2}, null);

    assertThat(vector.isShort()).isFalse();
    assertThat(vector.gather(new int[] {1}, 1).high()).containsExactly(8);
    assertThat(vector.gatherOrNull(new int[] {-1, 1}, 2).high()).containsExactly(0, 8);
    assertThat(vector.slice(1, 1).high()).containsExactly(8);
  }
}
