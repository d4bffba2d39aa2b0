package dev.stint.executor.user;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Bag;
import dev.stint.executor.kernel.PackedValues;
import dev.stint.function.AggregateFunction;
import dev.stint.function.ScalarFunction;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.UserCode;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.type.DataType;
import dev.stint.shuffle.store.ObjectStore;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Calls code of users for whole vectors. What it throws fails the run, with the function's name
/// and the arguments.
public final class UserFunctions {

  private static final int MAX_ARGUMENT_CHARACTERS = 200;

  private final ObjectStore store;

  /// Jars that this process does not have yet are read from `store`.
  public UserFunctions(ObjectStore store) {
    this.store = store;
  }

  private <T> T instance(UserCode code, Class<T> kind) {
    return UserJars.of(code, store).instance(code.className(), kind);
  }

  /// A scalar function, bound to the types of its arguments and results. Belongs to one thread.
  public final class Scalar {

    private final UserCode code;
    private final ScalarFunction function;
    private final List<DataType> arguments;
    private final DataType result;

    public Scalar(UserCode code, List<DataType> arguments, DataType result) {
      this.code = code;
      this.function = instance(code, ScalarFunction.class);
      this.arguments = List.copyOf(arguments);
      this.result = result;
    }

    /// The results for `rowCount` rows.
    public Vector apply(Vector[] vectors, int rowCount) {
      int[] rows = function.takesNulls() ? all(rowCount) : withoutNulls(vectors, rowCount);
      var columns = new @Nullable Object[vectors.length][];
      for (int column = 0; column < columns.length; column++) {
        var given =
            rows.length == rowCount ? vectors[column] : vectors[column].gather(rows, rows.length);
        columns[column] = UserValues.objects(given, arguments.get(column));
      }
      var given = new @Nullable Object[rows.length];
      call(columns, given);
      var results = new @Nullable Object[rowCount];
      for (int row = 0; row < rows.length; row++) {
        results[rows[row]] = given[row];
      }
      return vector(code, results, result);
    }

    private void call(@Nullable Object[][] columns, @Nullable Object[] results) {
      if (results.length == 0) {
        return;
      }
      try {
        function.applyAll(columns, results);
      } catch (Exception | LinkageError | StackOverflowError e) {
        throw failed(columns, results, e);
      }
    }

    /// Looks for the row, by asking for one after the other.
    private StintException failed(
        @Nullable Object[][] columns, @Nullable Object[] results, Throwable all) {
      var arguments = new @Nullable Object[columns.length];
      for (int row = 0; row < results.length && !(all instanceof InterruptedException); row++) {
        for (int column = 0; column < columns.length; column++) {
          arguments[column] = columns[column][row];
        }
        try {
          var _ = function.apply(arguments);
        } catch (Exception | LinkageError | StackOverflowError e) {
          return failure(code, arguments, e);
        }
      }
      return failure(code, null, all);
    }
  }

  /// An aggregate function, bound to the layout of its packed arguments. Belongs to one thread.
  public final class Aggregate<S> {

    private final UserCode code;
    private final AggregateFunction<S> function;
    private final PackedLayout layout;
    private final DataType result;

    @SuppressWarnings("unchecked")
    public Aggregate(UserCode code, PackedLayout layout, DataType result) {
      this.code = code;
      this.function = (AggregateFunction<S>) instance(code, AggregateFunction.class);
      this.layout = layout;
      this.result = result;
    }

    /// The values of the groups whose arguments are in `bags`; of NULL there are none.
    public Vector apply(BytesVector bags) {
      var results = new @Nullable Object[bags.rowCount()];
      for (int row = 0; row < results.length; row++) {
        results[row] = value(bags, row);
      }
      return vector(code, results, result);
    }

    private @Nullable Object value(BytesVector bags, int row) {
      var arguments = new @Nullable Object[layout.parts().size()];
      try {
        S state = function.start();
        if (!bags.isNull(row)) {
          state = addAll(state, bags, row, arguments);
        }
        return function.finish(state);
      } catch (StintException e) {
        throw e;
      } catch (Exception | LinkageError | StackOverflowError e) {
        throw failure(code, arguments, e);
      }
    }

    private S addAll(S start, BytesVector bags, int row, @Nullable Object[] arguments)
        throws Exception {
      int from = bags.starts()[row];
      int to = from + bags.lengths()[row];
      var elements = elements(bags.data(), from, to);
      var columns = new @Nullable Object[arguments.length][];
      for (int column = 0; column < columns.length; column++) {
        columns[column] =
            UserValues.objects(
                PackedValues.unpack(elements, layout, column), layout.parts().get(column).type());
      }
      S state = start;
      var bag = new Bag(bags.data(), from, to);
      for (int element = 0; bag.next(); element++) {
        for (int column = 0; column < columns.length; column++) {
          arguments[column] = columns[column][element];
        }
        state = function.add(state, arguments, bag.count());
      }
      return state;
    }

    private static BytesVector elements(byte[] data, int from, int to) {
      int count = new Bag(data, from, to).entryCount();
      int[] starts = new int[count];
      int[] lengths = new int[count];
      var bag = new Bag(data, from, to);
      for (int element = 0; bag.next(); element++) {
        starts[element] = bag.elementStart();
        lengths[element] = bag.elementLength();
      }
      return new BytesVector(count, data, starts, lengths, null);
    }
  }

  private static Vector vector(UserCode code, @Nullable Object[] results, DataType type) {
    try {
      return UserValues.vector(results, type);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw StintException.user(
          "[FAILED_EXECUTE_UDF] %s of %s: %s"
              .formatted(code.function(), code.className(), e.getMessage()),
          e);
    }
  }

  private static StintException failure(
      UserCode code, @Nullable Object @Nullable [] arguments, Throwable cause) {
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    var given =
        arguments == null
            ? "…"
            : Arrays.stream(arguments).map(UserFunctions::text).collect(Collectors.joining(", "));
    return StintException.user(
        "[FAILED_EXECUTE_UDF] %s(%s) of %s failed: %s"
            .formatted(code.function(), given, code.className(), cause),
        cause);
  }

  private static String text(@Nullable Object argument) {
    var text =
        switch (argument) {
          case null -> "NULL";
          case byte[] bytes -> bytes.length + " bytes";
          case String string -> "'" + string + "'";
          default -> argument.toString();
        };
    return text.length() <= MAX_ARGUMENT_CHARACTERS
        ? text
        : text.substring(0, MAX_ARGUMENT_CHARACTERS) + "…";
  }

  private static int[] all(int rowCount) {
    int[] rows = new int[rowCount];
    Arrays.setAll(rows, row -> row);
    return rows;
  }

  private static int[] withoutNulls(Vector[] vectors, int rowCount) {
    int[] rows = new int[rowCount];
    int count = 0;
    for (int row = 0; row < rowCount; row++) {
      boolean isGiven = true;
      for (var vector : vectors) {
        isGiven &= !vector.isNull(row);
      }
      rows[count] = row;
      count += isGiven ? 1 : 0;
    }
    return Arrays.copyOf(rows, count);
  }
}
