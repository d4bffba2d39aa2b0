package dev.stint.executor.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Bag;
import dev.stint.executor.kernel.Bags;
import dev.stint.executor.kernel.PackedValues;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.expression.AggregateCall;
import dev.stint.plan.expression.AggregateFunction;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.PackedLayout.Part;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Aggregates of packed values and of bags, in parts and as a whole.
class PackedAggregatesTest {

  private static final PackedLayout PAIR =
      PackedLayout.of(Part.ascending(DataType.DOUBLE), Part.ascending(DataType.DOUBLE));
  private static final int[] ONE_GROUP = new int[Batch.MAX_ROWS];

  private final MemoryBudget budget = new MemoryBudget(64 << 20);

  @Test
  void bagsHoldWhatWasAdded() {
    var chance = new Random(5);
    var expected = new TreeMap<String, Long>();
    try (var memory = new MemoryAccount(budget, "test")) {
      var whole = aggregator(AggregateFunction.BAG, memory);
      for (int part = 0; part < 4; part++) {
        var partial = aggregator(AggregateFunction.BAG, memory);
        for (int batch = 0; batch < 8; batch++) {
          partial.add(batchOf(bags(chance, expected)), ONE_GROUP);
        }
        whole.merge(new Batch(1, partial.stateVectors(0, 1)), 0, ONE_GROUP);
      }

      assertThat(contents((BytesVector) whole.result(0, 1))).isEqualTo(expected);
    }
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void fewElementsTakeLittleMemory() {
    try (var memory = new MemoryAccount(budget, "test")) {
      var aggregator = aggregator(AggregateFunction.BAG, memory);
      var batch = batchOf(bags(new Random(1), new TreeMap<>()));
      for (int round = 0; round < 1000; round++) {
        aggregator.add(batch, ONE_GROUP);
      }
    }

    assertThat(budget.peakBytes()).isLessThan(1 << 20);
  }

  @Test
  void aBagBeyondTheBudgetIsAResourceFailure() {
    var tight = new MemoryBudget(100_000);
    try (var memory = new MemoryAccount(tight, "test")) {
      var aggregator = aggregator(AggregateFunction.BAG, memory);
      var numbers = new long[4096];
      Arrays.setAll(numbers, number -> number);
      var layout = PackedLayout.of(Part.ascending(DataType.BIGINT));
      var packed =
          PackedValues.pack(layout, new Vector[] {new LongVector(4096, numbers, null)}, 4096);
      var batch = batchOf(Bags.of(packed, ones(4096)));

      assertThatThrownBy(
              () -> {
                for (int round = 0; round < 10; round++) {
                  aggregator.add(batch, ONE_GROUP);
                }
              })
          .isInstanceOf(StintException.class)
          .hasMessageContaining("test");
    }
  }

  /// `y = 3x + 1` and a little.
  @Test
  void pairsInPartsAreAsTheWhole() {
    var chance = new Random(9);
    var calls =
        List.of(
            AggregateFunction.CORR,
            AggregateFunction.COVAR_POP,
            AggregateFunction.COVAR_SAMP,
            AggregateFunction.REGR_SXY,
            AggregateFunction.REGR_SLOPE,
            AggregateFunction.REGR_INTERCEPT,
            AggregateFunction.REGR_R2);
    var batches = List.of(pairs(chance, 1), pairs(chance, 900), pairs(chance, 77));
    try (var memory = new MemoryAccount(budget, "test")) {
      for (var call : calls) {
        var whole = aggregator(call, memory);
        var merged = aggregator(call, memory);
        for (var batch : batches) {
          whole.add(batch, ONE_GROUP);
          var partial = aggregator(call, memory);
          partial.add(batch, ONE_GROUP);
          merged.merge(new Batch(1, partial.stateVectors(0, 1)), 0, ONE_GROUP);
        }

        double expected = ((DoubleVector) whole.result(0, 1)).values()[0];
        assertThat(((DoubleVector) merged.result(0, 1)).values()[0])
            .as(call.name())
            .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
        if (call == AggregateFunction.REGR_SLOPE) {
          assertThat(expected).isCloseTo(3, within(0.01));
        }
      }
    }
  }

  @Test
  void bitmapsOfDifferentLengthsAreJoined() {
    try (var memory = new MemoryAccount(budget, "test")) {
      var or = aggregator(AggregateFunction.BITMAP_OR, memory);
      var and = aggregator(AggregateFunction.BITMAP_AND, memory);
      var batch = batchOf(bytes(new byte[] {1, 2}, new byte[] {3}, new byte[] {5, 2, 4}));
      or.add(batch, ONE_GROUP);
      and.add(batch, ONE_GROUP);

      assertThat(((BytesVector) or.result(0, 1)).bytes(0)).containsExactly(7, 2, 4);
      assertThat(((BytesVector) and.result(0, 1)).bytes(0)).containsExactly(1, 0, 0);
    }
  }

  private static Aggregator aggregator(AggregateFunction function, MemoryAccount memory) {
    boolean isOfBytes =
        switch (function) {
          case BAG, BITMAP_AND, BITMAP_OR -> true;
          default -> false;
        };
    var type = isOfBytes ? DataType.BINARY : DataType.DOUBLE;
    var aggregator =
        Aggregators.of(new AggregateCall(function, 0, null, DataType.BINARY, type), memory);
    aggregator.ensureGroups(1);
    return aggregator;
  }

  private static Batch batchOf(Vector vector) {
    return new Batch(vector.rowCount(), List.of(vector));
  }

  private static Batch pairs(Random chance, int count) {
    double[] x = new double[count];
    double[] y = new double[count];
    for (int row = 0; row < count; row++) {
      x[row] = chance.nextDouble() * 100;
      y[row] = 3 * x[row] + 1 + chance.nextGaussian();
    }
    var vectors = new Vector[] {new DoubleVector(count, x, null), new DoubleVector(count, y, null)};
    return batchOf(PackedValues.pack(PAIR, vectors, count));
  }

  /// Bags of one element each, which are counted.
  private static BytesVector bags(Random chance, Map<String, Long> counted) {
    byte[][] elements = new byte[500][];
    for (int row = 0; row < elements.length; row++) {
      String element = "e".repeat(chance.nextInt(3)) + chance.nextInt(40);
      counted.merge(element, 1L, Long::sum);
      elements[row] = element.getBytes(StandardCharsets.UTF_8);
    }
    return Bags.of(bytes(elements), ones(elements.length));
  }

  private static BytesVector bytes(byte[]... rows) {
    int[] starts = new int[rows.length];
    int[] lengths = new int[rows.length];
    byte[] data = new byte[Arrays.stream(rows).mapToInt(row -> row.length).sum()];
    int at = 0;
    for (int row = 0; row < rows.length; row++) {
      starts[row] = at;
      lengths[row] = rows[row].length;
      System.arraycopy(rows[row], 0, data, at, rows[row].length);
      at += rows[row].length;
    }
    return new BytesVector(rows.length, data, starts, lengths, null);
  }

  private static LongVector ones(int count) {
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    return new LongVector(count, ones, null);
  }

  /// In the order of the bag.
  private static Map<String, Long> contents(BytesVector bags) {
    byte[] data = bags.bytes(0);
    var contents = new TreeMap<String, Long>();
    String before = null;
    for (var bag = new Bag(data, 0, data.length); bag.next(); ) {
      String element =
          new String(data, bag.elementStart(), bag.elementLength(), StandardCharsets.UTF_8);
      assertThat(before == null || before.compareTo(element) < 0).isTrue();
      contents.put(element, bag.count());
      before = element;
    }
    return contents;
  }
}
