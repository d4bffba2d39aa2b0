package dev.stint.executor.user;

import dev.stint.function.AggregateFunction;
import dev.stint.function.ScalarFunction;
import dev.stint.plan.expression.PackedLayout;
import dev.stint.plan.expression.UserCode;
import dev.stint.plan.type.DataType;
import dev.stint.shuffle.store.ObjectStore;
import java.util.List;

/// Makes functions of users for one task.
public final class UserFunctions {

  private final ObjectStore store;

  /// Jars that this process does not have yet are read from `store`.
  public UserFunctions(ObjectStore store) {
    this.store = store;
  }

  /// A scalar function for arguments and results of these types.
  public UserScalar scalar(UserCode code, List<DataType> arguments, DataType result) {
    return new UserScalar(code, instance(code, ScalarFunction.class), arguments, result);
  }

  /// An aggregate function of arguments that are packed as `layout` says.
  public UserAggregate<?> aggregate(UserCode code, PackedLayout layout, DataType result) {
    AggregateFunction<?> function = instance(code, AggregateFunction.class);
    return new UserAggregate<>(code, function, layout, result);
  }

  private <T> T instance(UserCode code, Class<T> kind) {
    return UserJars.of(code, store).instance(code.className(), kind);
  }
}
