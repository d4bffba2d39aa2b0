package dev.stint.executor.window;

import dev.stint.executor.aggregate.ReferenceAggregation;
import dev.stint.executor.batch.Batch;
import dev.stint.executor.fixture.InputNode;
import dev.stint.executor.fixture.RandomRows;
import dev.stint.executor.fixture.RowLists;
import dev.stint.executor.fixture.RowOrder;
import dev.stint.plan.expression.Frame;
import dev.stint.plan.expression.SortKey;
import dev.stint.plan.expression.WindowCall;
import dev.stint.plan.node.WindowNode;
import dev.stint.plan.type.DataType;
import dev.stint.plan.type.Field;
import dev.stint.plan.type.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Random windows over random rows.
final class RandomWindows {

  /// The columns that [ReferenceAggregation#everyCall] uses; values of frames follow.
  static final Schema PLAIN =
      Schema.of(
          Field.nullable("i", DataType.INT),
          Field.nullable("s", DataType.STRING),
          Field.nullable("d", DataType.DOUBLE),
          Field.nullable("w", DataType.decimal(28, 2)),
          Field.nullable("j", DataType.BIGINT),
          Field.nullable("p", DataType.decimal(18, 2)),
          Field.nullable("t", DataType.STRING),
          Field.nullable("b", DataType.BOOLEAN));

  private static final int VALUES = 2;

  private final Random random;
  private final List<SortKey> order;
  private final List<Integer> partition = new ArrayList<>();
  private final Schema schema;

  RandomWindows(long seed) {
    this.random = new Random(seed);
    this.order = randomOrder();
    int keys = random.nextInt(3);
    for (int key = 0; key < keys; key++) {
      partition.add(List.of(0, 1, 2, 7).get(random.nextInt(4)));
    }
    var fields = new ArrayList<>(PLAIN.fields());
    var type = order.isEmpty() ? DataType.INT : PLAIN.type(order.getFirst().column());
    for (int value = 0; value < VALUES; value++) {
      fields.add(Field.nullable("v" + value, type));
    }
    this.schema = new Schema(fields);
  }

  private List<SortKey> randomOrder() {
    var keys = new ArrayList<SortKey>();
    int count = random.nextInt(4) == 0 ? random.nextInt(3) : 1;
    for (int key = 0; key < count; key++) {
      keys.add(
          new SortKey(
              random.nextInt(PLAIN.size() - 1),
              random.nextBoolean() ? SortKey.Direction.ASCENDING : SortKey.Direction.DESCENDING,
              random.nextBoolean() ? SortKey.Nulls.FIRST : SortKey.Nulls.LAST));
    }
    return keys;
  }

  /// Sorted as the node asks for.
  List<List<@Nullable Object>> rows(long seed, int rowCount) {
    var batches = new RandomRows(seed, 1 + random.nextInt(60)).batches(PLAIN, rowCount, 200);
    var rows = new ArrayList<List<@Nullable Object>>();
    for (var batch : batches) {
      rows.addAll(RowLists.of(ReferenceAggregation.withoutHugeValues(batch, PLAIN)));
    }
    var keys = new ArrayList<>(partition.stream().map(SortKey::ascending).toList());
    keys.addAll(order);
    rows.sort(RowOrder.of(keys));
    int[] shifts = random.ints(VALUES, -4, 5).toArray();
    // Now and then values do not follow the order: slower, and right all the same.
    boolean isInOrder = random.nextInt(8) > 0;
    var complete = new ArrayList<List<@Nullable Object>>();
    for (var row : rows) {
      var with = new ArrayList<>(row);
      for (int shift : shifts) {
        var of = isInOrder ? row : rows.get(random.nextInt(rows.size()));
        with.add(order.isEmpty() ? null : shifted(of.get(order.getFirst().column()), shift));
      }
      complete.add(with);
    }
    return complete;
  }

  private static @Nullable Object shifted(@Nullable Object key, int shift) {
    return switch (key) {
      case Long number -> number + shift;
      case Double number -> number + shift / 2.0;
      case BigInteger number -> number.add(BigInteger.valueOf(shift));
      case null -> null;
      default -> key;
    };
  }

  List<Batch> batches(List<List<@Nullable Object>> rows, int maxRows) {
    var batches = new ArrayList<Batch>();
    int to;
    for (int from = 0; from < rows.size(); from = to) {
      to = Math.min(from + 1 + random.nextInt(maxRows), rows.size());
      batches.add(RowLists.batch(schema, rows.subList(from, to)));
    }
    return batches;
  }

  int nextInt(int bound) {
    return random.nextInt(bound);
  }

  WindowNode node(int callCount) {
    var calls = new ArrayList<WindowCall>();
    for (int call = 0; call < callCount; call++) {
      calls.add(randomCall());
    }
    return node(calls);
  }

  WindowNode node(List<WindowCall> calls) {
    var fields = new ArrayList<>(schema.fields());
    calls.forEach(call -> fields.add(Field.nullable("c" + fields.size(), call.type())));
    return new WindowNode(InputNode.of(schema), partition, order, calls, new Schema(fields));
  }

  private WindowCall randomCall() {
    int column = random.nextInt(PLAIN.size());
    var type = PLAIN.type(column);
    var nulls = random.nextBoolean() ? WindowCall.Nulls.IGNORE : WindowCall.Nulls.RESPECT;
    return switch (random.nextInt(8)) {
      case 0 -> new WindowCall.Rank(oneOf(List.of(WindowCall.Ranking.values())));
      case 1 -> new WindowCall.Ntile(1 + random.nextInt(7));
      case 2 ->
          new WindowCall.Offset(
              column, randomOffset(), random.nextBoolean() ? null : column, nulls, type);
      case 3 -> {
        var from = oneOf(List.of(WindowCall.From.values()));
        yield new WindowCall.Nth(column, 1 + random.nextInt(3), from, nulls, randomFrame(), type);
      }
      default -> new WindowCall.Aggregate(oneOf(ReferenceAggregation.everyCall()), randomFrame());
    };
  }

  private long randomOffset() {
    return random.nextInt(30) == 0 ? Long.MIN_VALUE + random.nextInt(2) : random.nextInt(9) - 4;
  }

  Frame randomFrame() {
    return switch (random.nextInt(5)) {
      case 0 -> Frame.PARTITION;
      case 1 -> Frame.RUNNING_PEERS;
      case 2 -> Frame.RUNNING_ROWS;
      default -> new Frame(randomBound(0), randomBound(1));
    };
  }

  private Frame.Bound randomBound(int value) {
    return switch (random.nextInt(order.size() == 1 ? 5 : 3)) {
      case 0 -> new Frame.Unbounded();
      case 1 -> new Frame.Row(random.nextInt(40) == 0 ? Long.MAX_VALUE : random.nextInt(15) - 7);
      case 2 -> new Frame.Peers();
      default -> new Frame.Value(PLAIN.size() + value);
    };
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
