package dev.stint.tests.functions;

import dev.stint.function.AggregateFunction;
import dev.stint.function.ScalarFunction;
import dev.stint.function.VectorizedFunction;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Functions as users write them.
final class Samples {

  private Samples() {}

  /// The first letters of the words of a text.
  public static final class Initials implements ScalarFunction {

    @Override
    public String name() {
      return "initials";
    }

    @Override
    public String resultType(List<String> argumentTypes) {
      if (!argumentTypes.equals(List.of("string"))) {
        throw new IllegalArgumentException("it takes one string, not " + argumentTypes);
      }
      return "string";
    }

    @Override
    public @Nullable Object apply(@Nullable Object[] arguments) {
      var initials = new StringBuilder();
      for (var word : String.valueOf(arguments[0]).split(" ", -1)) {
        initials.append(word.charAt(0));
      }
      return initials.toString();
    }
  }

  /// How many of its arguments are NULL.
  public static final class CountNulls implements ScalarFunction {

    @Override
    public String name() {
      return "count_nulls";
    }

    @Override
    public String resultType(List<String> argumentTypes) {
      return "int";
    }

    @Override
    public boolean takesNulls() {
      return true;
    }

    @Override
    public @Nullable Object apply(@Nullable Object[] arguments) {
      int nulls = 0;
      for (var argument : arguments) {
        nulls += argument == null ? 1 : 0;
      }
      return nulls;
    }
  }

  /// The sum of two columns, many rows at a time.
  public static final class Plus implements VectorizedFunction {

    @Override
    public String name() {
      return "plus";
    }

    @Override
    public String resultType(List<String> argumentTypes) {
      if (argumentTypes.isEmpty()) {
        throw new IllegalStateException("no arguments");
      }
      return "bigint";
    }

    @Override
    public void applyAll(@Nullable Object[][] columns, @Nullable Object[] results) {
      for (int row = 0; row < results.length; row++) {
        results[row] = (Long) columns[0][row] + (Long) columns[1][row];
      }
    }
  }

  /// It believes too much.
  public static final class Positive implements ScalarFunction {

    @Override
    public String name() {
      return "positive_only";
    }

    @Override
    public String resultType(List<String> argumentTypes) {
      return argumentTypes.getFirst();
    }

    @Override
    public @Nullable Object apply(@Nullable Object[] arguments) {
      if ((Integer) arguments[0] <= 0) {
        throw new AssertionError("not positive");
      }
      return arguments[0];
    }
  }

  /// Something else each time.
  public static final class Dice implements ScalarFunction {

    private final Random random = new Random(7);

    @Override
    public String name() {
      return "dice";
    }

    @Override
    public String resultType(List<String> argumentTypes) {
      return "bigint";
    }

    @Override
    public boolean isDeterministic() {
      return false;
    }

    @Override
    public @Nullable Object apply(@Nullable Object[] arguments) {
      return random.nextLong();
    }
  }

  /// What it says that it gives is not what it gives.
  public static final class Liar implements ScalarFunction {

    @Override
    public String name() {
      return "liar";
    }

    @Override
    public String resultType(List<String> argumentTypes) {
      return "bigint";
    }

    @Override
    public @Nullable Object apply(@Nullable Object[] arguments) {
      return "no number";
    }
  }

  /// Values with weights, in the type of the values.
  public static final class WeightedSum implements AggregateFunction<double[]> {

    @Override
    public String name() {
      return "weighted_sum";
    }

    @Override
    public String resultType(List<String> argumentTypes) {
      if (!argumentTypes.equals(List.of("double", "int"))) {
        throw new IllegalArgumentException("it takes a double and an int");
      }
      return "double";
    }

    @Override
    public double[] start() {
      return new double[1];
    }

    @Override
    public double[] add(double[] state, @Nullable Object[] arguments) {
      if (arguments[0] instanceof Double value && arguments[1] instanceof Integer weight) {
        state[0] += value * weight;
      }
      return state;
    }

    @Override
    public @Nullable Object finish(double[] state) {
      return state[0];
    }
  }
}
