package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.DoubleVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.BytesBuilder;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Random batches, random conditions over them, and a row-at-a-time reading of SQL to compare with.
final class RandomConditions {

  static final List<DataType> TYPES =
      List.of(
          DataType.BIGINT,
          DataType.BIGINT,
          DataType.DOUBLE,
          DataType.STRING,
          DataType.STRING,
          DataType.BOOLEAN);

  private static final List<String> TEXTS = List.of("", "a", "ab", "b", "é", "abc", "ba");
  private static final List<String> PATTERNS =
      List.of("a%", "%b", "%b%", "_", "a_", "ab", "%", "a%b%");
  private static final List<Double> DOUBLES =
      List.of(-1.5, -0.0, 0.0, 2.0, Double.NaN, Double.POSITIVE_INFINITY);
  private static final List<ScalarFunction> COMPARISONS =
      List.of(
          ScalarFunction.EQUAL,
          ScalarFunction.NOT_EQUAL,
          ScalarFunction.LESS,
          ScalarFunction.LESS_OR_EQUAL,
          ScalarFunction.GREATER,
          ScalarFunction.GREATER_OR_EQUAL,
          ScalarFunction.NULL_SAFE_EQUAL);

  private static final LongVector NUMBERS =
      new LongVector(7, new long[] {-3, -2, -1, 0, 1, 2, 3}, null);
  private static final LongVector BOOLEANS = new LongVector(2, new long[] {0, 1}, null);

  private final Random random;

  RandomConditions(long seed) {
    this.random = new Random(seed);
  }

  Batch batch(int rowCount) {
    return new Batch(rowCount, TYPES.stream().map(type -> column(type, rowCount)).toList());
  }

  private Vector column(DataType type, int rowCount) {
    boolean[] flags = new boolean[rowCount];
    boolean hasNulls = random.nextInt(3) > 0;
    for (int row = 0; row < rowCount; row++) {
      flags[row] = hasNulls && random.nextInt(4) == 0;
    }
    boolean @Nullable [] nulls = hasNulls ? flags : null;
    return switch (type.kind()) {
      case DOUBLE -> {
        double[] values = new double[rowCount];
        for (int row = 0; row < rowCount; row++) {
          values[row] = DOUBLES.get(random.nextInt(DOUBLES.size()));
        }
        yield new DoubleVector(rowCount, values, nulls);
      }
      case STRING -> {
        var entries = new BytesBuilder(TEXTS.size(), 16);
        TEXTS.forEach(text -> entries.append(text).endRow());
        int[] ids = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
          ids[row] = flags[row] ? 0 : random.nextInt(TEXTS.size());
        }
        var vector = BytesVector.ofDictionary(rowCount, ids, entries.build(null), nulls);
        yield random.nextBoolean()
            ? vector
            : new BytesVector(rowCount, vector.data(), vector.starts(), vector.lengths(), nulls);
      }
      default -> {
        long[] values = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
          values[row] = type.equals(DataType.BOOLEAN) ? random.nextInt(2) : random.nextInt(7) - 3;
        }
        yield random.nextBoolean()
            ? new LongVector(rowCount, values, nulls)
            : coded(type.equals(DataType.BOOLEAN) ? BOOLEANS : NUMBERS, values, nulls);
      }
    };
  }

  private static LongVector coded(
      LongVector dictionary, long[] values, boolean @Nullable [] nulls) {
    int[] ids = new int[values.length];
    for (int row = 0; row < ids.length; row++) {
      ids[row] = nulls != null && nulls[row] ? 0 : (int) (values[row] - dictionary.values()[0]);
    }
    return LongVector.ofDictionary(ids.length, ids, dictionary, null, nulls);
  }

  Expression condition(int depth) {
    int kind = random.nextInt(depth == 0 ? 5 : 9);
    return switch (kind) {
      case 0, 1 -> comparison();
      case 2 -> in();
      case 3 -> like();
      case 4 -> new ColumnRef(5, DataType.BOOLEAN);
      case 5 ->
          call(
              ScalarFunction.AND, condition(depth - 1), condition(depth - 1), condition(depth - 1));
      case 6 -> call(ScalarFunction.OR, condition(depth - 1), condition(depth - 1));
      case 7 ->
          random.nextBoolean()
              ? call(ScalarFunction.NOT, condition(depth - 1))
              : call(
                  random.nextBoolean() ? ScalarFunction.IS_NULL : ScalarFunction.IS_NOT_NULL,
                  condition(depth - 1));
      default ->
          random.nextBoolean()
              ? new Case(
                  List.of(
                      new Case.Branch(condition(depth - 1), condition(depth - 1)),
                      new Case.Branch(condition(depth - 1), condition(depth - 1))),
                  condition(depth - 1),
                  DataType.BOOLEAN)
              : call(ScalarFunction.COALESCE, condition(depth - 1), condition(depth - 1));
    };
  }

  private Expression comparison() {
    var function = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
    var column = column();
    var other =
        switch (random.nextInt(8)) {
          case 0 -> Literal.nullOf(column.type());
          case 1, 2 ->
              column.column() < 2
                  ? new ColumnRef(1 - column.column(), column.type())
                  : literal(column.type());
          default -> literal(column.type());
        };
    return random.nextBoolean() ? call(function, column, other) : call(function, other, column);
  }

  private Expression in() {
    var column = column();
    var options = new ArrayList<Literal>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      options.add(literal(column.type()));
    }
    return new In(column, options);
  }

  private Expression like() {
    var pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
    return call(
        ScalarFunction.LIKE,
        new ColumnRef(3 + random.nextInt(2), DataType.STRING),
        Literal.ofString(pattern));
  }

  private ColumnRef column() {
    int column = random.nextInt(5);
    return new ColumnRef(column, TYPES.get(column));
  }

  private Literal literal(DataType type) {
    return switch (type.kind()) {
      case DOUBLE ->
          new Literal(type, Double.toString(DOUBLES.get(random.nextInt(DOUBLES.size()))));
      case STRING -> Literal.ofString(TEXTS.get(random.nextInt(TEXTS.size())));
      default -> Literal.ofLong(type, random.nextInt(7) - 3);
    };
  }

  private static Expression call(ScalarFunction function, Expression... arguments) {
    return Call.of(function, DataType.BOOLEAN, arguments);
  }

  /// A row's value: `Long`, `Double`, `String` or `Boolean`; `null` for NULL.
  static @Nullable Object value(Expression expression, Batch batch, int row) {
    return switch (expression) {
      case ColumnRef(int column, DataType type) -> cell(batch.column(column), type, row);
      case Literal literal -> constant(literal);
      case In in -> {
        var value = value(in.value(), batch, row);
        yield value == null
            ? null
            : in.options().stream().anyMatch(option -> order(value, constant(option)) == 0);
      }
      case Case choice -> {
        for (var branch : choice.branches()) {
          if (Boolean.TRUE.equals(value(branch.condition(), batch, row))) {
            yield value(branch.value(), batch, row);
          }
        }
        yield value(choice.otherwise(), batch, row);
      }
      case Call call -> callValue(call, batch, row);
    };
  }

  private static @Nullable Object cell(Vector vector, DataType type, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    return switch (vector) {
      case LongVector longs when type.equals(DataType.BOOLEAN) -> longs.values()[row] != 0;
      case LongVector longs -> longs.values()[row];
      case DoubleVector doubles -> doubles.values()[row];
      case BytesVector bytes -> bytes.string(row);
      case Vector other -> throw new IllegalArgumentException("" + other);
    };
  }

  private static @Nullable Object constant(Literal literal) {
    String text = literal.text();
    if (text == null) {
      return null;
    }
    return switch (literal.type().kind()) {
      case DOUBLE -> Double.valueOf(text);
      case STRING -> text;
      default -> Long.valueOf(text);
    };
  }

  private static @Nullable Object callValue(Call call, Batch batch, int row) {
    var values = new ArrayList<@Nullable Object>();
    for (var argument : call.arguments()) {
      values.add(value(argument, batch, row));
    }
    return switch (call.function()) {
      case AND ->
          values.contains(false) ? Boolean.FALSE : values.contains(null) ? null : Boolean.TRUE;
      case OR ->
          values.contains(true) ? Boolean.TRUE : values.contains(null) ? null : Boolean.FALSE;
      case IS_NULL -> values.getFirst() == null;
      case IS_NOT_NULL -> values.getFirst() != null;
      case COALESCE -> values.getFirst() == null ? values.get(1) : values.getFirst();
      case NULL_SAFE_EQUAL ->
          values.contains(null)
              ? values.getFirst() == null && values.get(1) == null
              : order(values.getFirst(), values.get(1)) == 0;
      default -> values.contains(null) ? null : strict(call.function(), values);
    };
  }

  private static boolean strict(ScalarFunction function, List<Object> values) {
    if (function == ScalarFunction.NOT) {
      return !(Boolean) values.getFirst();
    }
    if (function == ScalarFunction.LIKE) {
      String expression = ((String) values.get(1)).replace("%", ".*").replace("_", ".");
      return Pattern.matches(expression, (String) values.getFirst());
    }
    int order = order(values.getFirst(), values.get(1));
    return switch (function) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      default -> throw new IllegalArgumentException("" + function);
    };
  }

  private static int order(Object left, Object right) {
    return switch (left) {
      // Adding 0 makes one zero of the two.
      case Double number -> Double.compare(number + 0.0, (Double) right + 0.0);
      case Long number -> number.compareTo((Long) right);
      case String text -> text.compareTo((String) right);
      default -> throw new IllegalArgumentException("" + left);
    };
  }
}
