package dev.stint.executor.kernel.decimal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.executor.batch.Int128Vector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Compare;
import dev.stint.executor.kernel.Comparison;
import dev.stint.executor.kernel.Nulls;
import dev.stint.executor.kernel.OnError;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.PhysicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Decimals against `BigDecimal`, over random types and values of every size. One seed is one pair
/// of types and a batch of rows.
final class DecimalArithmeticTest {

  private static final int ROWS = 64;

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void sumsAreExactThenRounded(long seed) {
    var world = new World(seed);

    world.check(
        DecimalArithmetic.add(world.operands, world.type, OnError.GIVE_NULL), BigDecimal::add);
    world.check(
        DecimalArithmetic.subtract(world.operands, world.type, OnError.GIVE_NULL),
        BigDecimal::subtract);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void productsAreExactThenRounded(long seed) {
    var world = new World(seed);

    world.check(
        DecimalArithmetic.multiply(world.operands, world.type, OnError.GIVE_NULL),
        BigDecimal::multiply);
    world.check(
        DecimalArithmetic.multiply(world.operands, world.productType, OnError.GIVE_NULL),
        world.productType,
        BigDecimal::multiply);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void quotientsAreRoundedHalfUp(long seed) {
    var world = new World(seed);

    world.check(
        DecimalArithmetic.divide(world.operands, world.type, OnError.GIVE_NULL),
        (left, right) ->
            right.signum() == 0
                ? null
                : left.divide(right, world.type.scale(), RoundingMode.HALF_UP));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rescalingRoundsHalfUp(long seed) {
    var world = new World(seed);

    world.check(
        Rescale.rescale(world.left, world.leftType, world.type, OnError.GIVE_NULL),
        world.left.nulls(),
        world.type,
        (left, _) -> left);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void comparisonsFollowTheValues(long seed) {
    var world = new World(seed);
    var other = world.vector(world.leftType);

    for (var comparison : Comparison.values()) {
      var answers = Compare.compare(comparison, world.left, other);
      for (int row = 0; row < ROWS; row++) {
        int order =
            Decimals.value(world.left, row, world.leftType)
                .compareTo(Decimals.value(other, row, world.leftType));
        if (!answers.isNull(row)) {
          assertThat(answers.values()[row]).isEqualTo(comparison.holds(order) ? 1 : 0);
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void doublesAreTheNearest(long seed) {
    var world = new World(seed);
    var doubles = DecimalCasts.toDoubles(world.left, world.leftType, DataType.DOUBLE);

    for (int row = 0; row < ROWS; row++) {
      if (!world.left.isNull(row)) {
        assertThat(doubles.values()[row])
            .isEqualTo(Decimals.value(world.left, row, world.leftType).doubleValue());
      }
    }
  }

  /// Two columns of random types, and a random type for the result.
  private static final class World {

    private final Random random;
    private final DataType leftType;
    private final DataType type;
    private final DataType productType;
    private final Vector left;
    private final DecimalArithmetic.Operands operands;

    World(long seed) {
      this.random = new Random(seed);
      this.leftType = randomType(38);
      var rightType = randomType(38);
      this.type = randomType(38);
      int scale = Math.min(38, leftType.scale() + rightType.scale());
      this.productType =
          DataType.decimal(
              Math.clamp(leftType.precision() + rightType.precision(), Math.max(1, scale), 38),
              scale);
      this.left = vector(leftType);
      this.operands = new DecimalArithmetic.Operands(left, leftType, vector(rightType), rightType);
    }

    private DataType randomType(int max) {
      int precision = 1 + random.nextInt(random.nextBoolean() ? 18 : max);
      return DataType.decimal(precision, random.nextInt(precision + 1));
    }

    Vector vector(DataType type) {
      long[] high = new long[ROWS];
      long[] low = new long[ROWS];
      boolean[] nulls = new boolean[ROWS];
      // Wide types often hold nothing but numbers of 64 bits.
      var bound = BigInteger.TEN.pow(type.precision());
      bound = random.nextBoolean() ? bound : bound.min(BigInteger.ONE.shiftLeft(63));
      for (int row = 0; row < ROWS; row++) {
        BigInteger value = value(bound);
        high[row] = Int128.high(value);
        low[row] = Int128.low(value);
        nulls[row] = random.nextInt(8) == 0;
      }
      boolean @Nullable [] flags = random.nextBoolean() ? nulls : null;
      if (type.physicalType() == PhysicalType.LONG) {
        return new LongVector(ROWS, low, flags);
      }
      boolean isShort =
          IntStream.range(0, ROWS).allMatch(row -> Int128.isLong(high[row], low[row]));
      return isShort && random.nextBoolean()
          ? Int128Vector.ofShort(ROWS, low, flags)
          : new Int128Vector(ROWS, high, low, flags);
    }

    private BigInteger value(BigInteger bound) {
      BigInteger value =
          switch (random.nextInt(4)) {
            case 0 -> BigInteger.valueOf(random.nextInt(21) - 10);
            case 1 -> bound.subtract(BigInteger.valueOf(1 + random.nextInt(3)));
            case 2 -> BigInteger.ONE.shiftLeft(random.nextInt(127)).subtract(BigInteger.TWO);
            default -> new BigInteger(1 + random.nextInt(127), random);
          };
      BigInteger fitting = value.mod(bound);
      return random.nextBoolean() ? fitting : fitting.negate();
    }

    void check(Vector result, BinaryOperator<@Nullable BigDecimal> reference) {
      check(result, type, reference);
    }

    void check(Vector result, DataType resultType, BinaryOperator<@Nullable BigDecimal> reference) {
      var nulls = Nulls.either(left.nulls(), operands.right().nulls(), ROWS);
      check(result, nulls, resultType, reference);
    }

    void check(
        Vector result,
        boolean @Nullable [] nulls,
        DataType resultType,
        BinaryOperator<@Nullable BigDecimal> reference) {
      for (int row = 0; row < ROWS; row++) {
        var left = operands.leftValue(row);
        var right = operands.rightValue(row);
        var exact = Nulls.isNull(nulls, row) ? null : reference.apply(left, right);
        var rounded =
            exact == null ? null : exact.setScale(resultType.scale(), RoundingMode.HALF_UP);
        boolean isFit = rounded != null && rounded.precision() <= resultType.precision();
        var actual = result.isNull(row) ? null : Decimals.value(result, row, resultType);
        assertThat(actual)
            .as("row %d: %s and %s as %s", row, left, right, resultType)
            .isEqualTo(isFit ? rounded : null);
      }
    }
  }
}
