package dev.stint.executor.kernel.cast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.executor.kernel.OnError;
import dev.stint.plan.type.DataType;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Values are those that Spark gives with `spark.sql.ansi.enabled=false`.
final class LenientCastsTest {

  private static Vector cast(Vector vector, DataType from, DataType to) {
    return Casts.cast(vector, from, to, ZoneOffset.UTC, OnError.BE_LENIENT);
  }

  private static List<@Nullable Long> longs(Vector vector) {
    var values = new ArrayList<@Nullable Long>();
    for (int row = 0; row < vector.rowCount(); row++) {
      values.add(vector.isNull(row) ? null : ((LongVector) vector).values()[row]);
    }
    return values;
  }

  private static Vector texts(String... texts) {
    var builder = new BytesBuilder(texts.length, 16);
    for (String text : texts) {
      builder.append(text);
      builder.endRow();
    }
    return builder.build(null);
  }

  @Test
  void textIsCutAtThePointOrNull() {
    var texts = texts("1.9", " -7 ", ".5", "+", "", "1e3", "128", "-128.99", "abc");

    assertThat(longs(cast(texts, DataType.STRING, DataType.TINYINT)))
        .containsExactly(1L, -7L, 0L, null, null, null, null, -128L, null);
  }

  @Test
  void numbersKeepTheirLastBits() {
    var random = new Random(20);
    long[] numbers = random.longs(50).toArray();
    var vector = new LongVector(numbers.length, numbers, null);

    var ints = (LongVector) cast(vector, DataType.BIGINT, DataType.INT);
    var bytes = (LongVector) cast(vector, DataType.BIGINT, DataType.TINYINT);

    for (int row = 0; row < numbers.length; row++) {
      assertThat(ints.values()[row]).isEqualTo(Integer.valueOf((int) numbers[row]).longValue());
      assertThat(bytes.values()[row]).isEqualTo(Byte.valueOf((byte) numbers[row]).longValue());
    }
  }

  @Test
  void doublesAreTheNearestIntOfWhichSmallerTypesKeepTheLastBits() {
    double[] numbers = {1e30, -1e30, Double.NaN, 300.7, -1.5};
    var vector = new DoubleVector(numbers.length, numbers, null);

    assertThat(longs(cast(vector, DataType.DOUBLE, DataType.INT)))
        .containsExactly((long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE, 0L, 300L, -1L);
    assertThat(longs(cast(vector, DataType.DOUBLE, DataType.BIGINT)))
        .containsExactly(Long.MAX_VALUE, Long.MIN_VALUE, 0L, 300L, -1L);
    assertThat(longs(cast(vector, DataType.DOUBLE, DataType.TINYINT)))
        .containsExactly(-1L, 0L, 0L, 44L, -1L);
  }

  @Test
  void whatElseIsNoValueIsNull() {
    assertThat(longs(cast(texts("2020-02-30", "2020-02-29"), DataType.STRING, DataType.DATE)))
        .containsExactly(null, 18321L);
    var day = new LongVector(1, new long[] {1}, null);
    assertThat(longs(cast(day, DataType.DATE, DataType.INT))).containsOnlyNulls();
  }

  @Test
  void wholeNumbersAreBytesHighestFirst() {
    var numbers = new LongVector(2, new long[] {1, -2}, null);

    var bytes = (BytesVector) cast(numbers, DataType.SMALLINT, DataType.BINARY);

    assertThat(bytes.lengths()).containsExactly(2, 2);
    assertThat(bytes.data()).startsWith((byte) 0, (byte) 1, (byte) -1, (byte) -2);
  }
}
