package dev.stint.executor.kernel.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.LongVector;
import dev.stint.executor.kernel.Lanes;
import dev.stint.executor.kernel.OnError;
import dev.stint.plan.type.DataType;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole numbers against `BigInteger`: what leaves the type's range is NULL, all else exact.
final class LongArithmeticTest {

  private static final int ROWS = 200;

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void withoutAnsiModeResultsKeepTheirLastBits(long seed) {
    var random = new Random(seed);
    var left = values(32, random);
    var right = values(32, random);
    var type = DataType.INT;

    var sums = LongArithmetic.add(left, right, type, OnError.BE_LENIENT);
    var differences = LongArithmetic.subtract(left, right, type, OnError.BE_LENIENT);
    var products = LongArithmetic.multiply(left, right, type, OnError.BE_LENIENT);
    var negated = LongArithmetic.negate(left, type, OnError.BE_LENIENT);

    for (int row = 0; row < ROWS; row++) {
      if (!left.isNull(row) && !right.isNull(row)) {
        int a = Math.toIntExact(left.values()[row]);
        int b = Math.toIntExact(right.values()[row]);
        assertThat(sums.values()[row]).isEqualTo(a + b);
        assertThat(differences.values()[row]).isEqualTo(a - b);
        assertThat(Math.toIntExact(products.values()[row])).isEqualTo(a * b);
        assertThat(negated.values()[row]).isEqualTo(-a);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void resultsAreExactOrNull(long seed) {
    var random = new Random(seed);
    var type =
        List.of(DataType.TINYINT, DataType.SMALLINT, DataType.INT, DataType.BIGINT)
            .get((int) (seed % 4));
    int bits = 64 - Lanes.spareBits(type);
    var left = values(bits, random);
    var right = values(bits, random);

    check(
        LongArithmetic.add(left, right, type, OnError.GIVE_NULL),
        left,
        right,
        bits,
        BigInteger::add);
    check(
        LongArithmetic.subtract(left, right, type, OnError.GIVE_NULL),
        left,
        right,
        bits,
        BigInteger::subtract);
    check(
        LongArithmetic.multiply(left, right, type, OnError.GIVE_NULL),
        left,
        right,
        bits,
        BigInteger::multiply);
    check(
        LongArithmetic.divide(left, right, OnError.GIVE_NULL),
        left,
        right,
        64,
        (a, b) -> b.signum() == 0 ? BigInteger.ONE.shiftLeft(99) : a.divide(b));
  }

  private static void check(
      LongVector result,
      LongVector left,
      LongVector right,
      int bits,
      BinaryOperator<BigInteger> reference) {
    for (int row = 0; row < ROWS; row++) {
      boolean isNull = left.isNull(row) || right.isNull(row);
      var exact =
          reference.apply(
              BigInteger.valueOf(left.values()[row]), BigInteger.valueOf(right.values()[row]));
      assertThat(result.isNull(row)).isEqualTo(isNull || exact.bitLength() >= bits);
      if (!result.isNull(row)) {
        assertThat(result.values()[row]).isEqualTo(exact.longValue());
      }
    }
  }

  private static LongVector values(int bits, Random random) {
    long[] values = new long[ROWS];
    boolean[] nulls = new boolean[ROWS];
    long lowest = Long.MIN_VALUE >> (64 - bits);
    for (int row = 0; row < ROWS; row++) {
      nulls[row] = random.nextInt(6) == 0;
      values[row] =
          switch (random.nextInt(4)) {
            case 0 -> lowest + random.nextInt(2);
            case 1 -> ~lowest - random.nextInt(2);
            case 2 -> random.nextInt(7) - 3;
            default -> random.nextLong() >> (64 - bits + random.nextInt(bits));
          };
    }
    return new LongVector(ROWS, values, random.nextBoolean() ? nulls : null);
  }
}
