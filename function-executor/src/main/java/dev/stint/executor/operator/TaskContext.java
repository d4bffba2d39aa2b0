package dev.stint.executor.operator;

import dev.stint.executor.expression.ExpressionCompiler;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.scan.footer.Footers;
import dev.stint.executor.user.UserFunctions;
import dev.stint.plan.task.TaskRequest;
import dev.stint.shuffle.store.ObjectStore;

/// What operators of one attempt share. `store` counts this attempt's requests; `counters` collect
/// what scans and sinks did; `footers` are the process's.
public record TaskContext(
    TaskRequest request,
    ObjectStore store,
    MemoryBudget memory,
    TaskCounters counters,
    Footers footers) {

  public ExpressionCompiler expressions() {
    return new ExpressionCompiler(
        request.fragment().zone(), request.taskIndex(), new UserFunctions(store));
  }
}
