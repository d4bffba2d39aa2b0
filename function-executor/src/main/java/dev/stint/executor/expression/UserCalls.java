package dev.stint.executor.expression;

import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.user.UserFunctions;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.ScalarFunction;
import dev.stint.plan.expression.UserCode;
import dev.stint.plan.failure.StintException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls of functions that users wrote. Their first argument says which, and is no argument of
/// theirs.
final class UserCalls {

  private UserCalls() {}

  /// @throws StintException of kind USER without `users`: code of users runs in tasks alone
  static VectorFunction of(Call call, @Nullable UserFunctions users) {
    if (users == null) {
      throw StintException.user("functions of users have no values before a task runs");
    }
    var code = UserCode.of(call);
    var given = UserCode.arguments(call);
    if (call.function() == ScalarFunction.USER_AGGREGATE) {
      var aggregate = users.aggregate(code, layout(given), call.type());
      return (vectors, _) -> aggregate.apply((BytesVector) vectors[1]);
    }
    var types = given.stream().map(Expression::type).toList();
    var function = users.scalar(code, types, call.type());
    return (vectors, rowCount) ->
        function.apply(Arrays.copyOfRange(vectors, 1, vectors.length), rowCount);
  }

  private static PackedLayout layout(List<Expression> arguments) {
    if (arguments.get(1) instanceof Literal literal && literal.text() != null) {
      return PackedLayout.parse(literal.text());
    }
    throw new IllegalArgumentException("no constant layout: " + arguments);
  }
}
