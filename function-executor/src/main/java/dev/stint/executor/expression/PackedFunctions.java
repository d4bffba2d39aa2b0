package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.LongVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Bags;
import dev.stint.executor.kernel.PackedValues;
import dev.stint.executor.kernel.cast.Literals;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.PackedLayout;
import java.util.Arrays;

/// Values packed into bytes, and bags of these.
final class PackedFunctions {

  private PackedFunctions() {}

  static VectorFunction of(Call call) {
    return switch (call.function()) {
      case PACK -> {
        var layout = layout(call, 0);
        yield (v, rowCount) ->
            PackedValues.pack(layout, Arrays.copyOfRange(v, 1, v.length), rowCount);
      }
      case UNPACK -> {
        var layout = layout(call, 1);
        int place = Math.toIntExact(Literals.longValue((Literal) call.argument(2)));
        yield (v, _) -> PackedValues.unpack(bytes(v[0]), layout, place);
      }
      case BAG_OF -> (v, _) -> Bags.of(bytes(v[0]), (LongVector) v[1]);
      default -> throw new IllegalArgumentException("no function of packed values: " + call);
    };
  }

  private static PackedLayout layout(Call call, int argument) {
    if (call.argument(argument) instanceof Literal literal && literal.text() != null) {
      return PackedLayout.parse(literal.text());
    }
    throw new IllegalArgumentException("no constant layout: " + call);
  }

  private static BytesVector bytes(Vector vector) {
    return (BytesVector) vector;
  }
}
