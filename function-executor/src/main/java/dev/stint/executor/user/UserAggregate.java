package dev.stint.executor.user;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Bag;
import dev.stint.executor.kernel.PackedValues;
import dev.stint.function.AggregateFunction;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.UserCode;
import dev.stint.plan.type.DataType;
import org.jspecify.annotations.Nullable;

/// An aggregate function of a user, bound to the layout of its packed arguments. Belongs to one
/// thread.
public final class UserAggregate<S> {

  private final UserCalls calls;
  private final AggregateFunction<S> function;
  private final PackedLayout layout;
  private final DataType result;
  private final Part part = new Part();

  UserAggregate(
      UserCode code, AggregateFunction<S> function, PackedLayout layout, DataType result) {
    this.calls = new UserCalls(code);
    this.function = function;
    this.layout = layout;
    this.result = result;
  }

  /// The values of the groups whose arguments are in `bags`; of NULL there are none.
  public Vector apply(BytesVector bags) {
    var results = new @Nullable Object[bags.rowCount()];
    for (int row = 0; row < results.length; row++) {
      results[row] = value(bags, row);
    }
    return calls.vector(results, result);
  }

  private @Nullable Object value(BytesVector bags, int row) {
    var none = new @Nullable Object[0];
    S state = calls.call(none, function::start);
    if (!bags.isNull(row)) {
      int from = bags.starts()[row];
      var bag = new Bag(bags.data(), from, from + bags.lengths()[row]);
      while (part.fill(bag)) {
        state = addAll(state, bags.data());
      }
    }
    S whole = state;
    return calls.call(none, () -> function.finish(whole));
  }

  /// As many elements of a bag as a batch has rows: of a large group only these are objects.
  private static final class Part {

    final int[] starts = new int[Batch.MAX_ROWS];
    final int[] lengths = new int[Batch.MAX_ROWS];
    final long[] counts = new long[Batch.MAX_ROWS];
    int size;

    /// Takes what comes next; says whether there is something.
    boolean fill(Bag bag) {
      size = 0;
      while (size < Batch.MAX_ROWS && bag.next()) {
        starts[size] = bag.elementStart();
        lengths[size] = bag.elementLength();
        counts[size++] = bag.count();
      }
      return size > 0;
    }
  }

  private S addAll(S start, byte[] data) {
    var elements = new BytesVector(part.size, data, part.starts, part.lengths, null);
    var columns = new @Nullable Object[layout.parts().size()][];
    for (int column = 0; column < columns.length; column++) {
      var type = layout.parts().get(column).type();
      columns[column] = UserValues.objects(PackedValues.unpack(elements, layout, column), type);
    }
    var arguments = new @Nullable Object[columns.length];
    S state = start;
    for (int element = 0; element < part.size; element++) {
      for (int column = 0; column < columns.length; column++) {
        arguments[column] = columns[column][element];
      }
      S before = state;
      long count = part.counts[element];
      state = calls.call(arguments, () -> function.add(before, arguments, count));
    }
    return state;
  }
}
