package dev.stint.executor.operator;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.ColumnBuffer;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.expression.ExpressionCompiler;
import dev.stint.executor.memory.MemoryAccount;
import dev.stint.executor.memory.MemoryBudget;
import dev.stint.plan.expression.Literal;
import dev.stint.plan.node.ValuesNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives constant rows.
public final class ValuesOperator implements Operator {

  private static final Batch ONE_ROW = new Batch(1, List.of());

  private final ValuesNode node;
  private final ExpressionCompiler expressions;
  private final MemoryAccount memory;
  private int given;

  public ValuesOperator(ValuesNode node, ExpressionCompiler expressions, MemoryBudget budget) {
    this.node = node;
    this.expressions = expressions;
    this.memory = new MemoryAccount(budget, "values");
  }

  @Override
  public @Nullable Batch next() {
    memory.close();
    int count = Math.min(node.rows().size() - given, Batch.MAX_ROWS);
    if (count == 0) {
      return null;
    }
    var rows = node.rows().subList(given, given + count);
    given += count;
    var columns = new ArrayList<Vector>();
    for (int column = 0; column < node.schema().size(); column++) {
      columns.add(column(rows, column));
    }
    return new Batch(count, columns);
  }

  private Vector column(List<List<Literal>> rows, int column) {
    var buffer = ColumnBuffer.of(node.schema().type(column).physicalType(), memory);
    for (var row : rows) {
      buffer.append(expressions.compile(row.get(column)).evaluate(ONE_ROW));
    }
    return buffer.vector();
  }

  @Override
  public void close() {
    memory.close();
  }
}
