package dev.stint.tests.jmh;

import dev.stint.executor.operator.Operator;
import org.openjdk.jmh.infra.Blackhole;

/// Takes all that an operator gives.
final class Drain {

  private Drain() {}

  /// Closes `operator` and returns how many rows there were.
  static long all(Operator operator, Blackhole batches) {
    long rows = 0;
    try (operator) {
      for (var batch = operator.next(); batch != null; batch = operator.next()) {
        batches.consume(batch);
        rows += batch.rowCount();
      }
    }
    return rows;
  }
}
