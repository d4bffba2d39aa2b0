package dev.stint.executor.operator;

import dev.stint.executor.expression.ExpressionCompiler;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.executor.scan.warm.WarmFiles;
import dev.stint.executor.user.UserFunctions;
import dev.stint.plan.task.TaskRequest;
import dev.stint.shuffle.store.ObjectStore;

/// What operators of one attempt share. `store` counts this attempt's requests; `counters` collect
/// what scans and sinks did; `files` is what the process has at hand of files.
public record TaskContext(
    TaskRequest request,
    ObjectStore store,
    MemoryBudget memory,
    TaskCounters counters,
    WarmFiles files) {

  public ExpressionCompiler expressions() {
    return new ExpressionCompiler(
        request.fragment().zone(), request.taskIndex(), new UserFunctions(store));
  }
}
