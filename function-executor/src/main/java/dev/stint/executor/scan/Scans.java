package dev.stint.executor.scan;

import dev.stint.executor.operator.Operator;
import dev.stint.executor.operator.TaskContext;
import dev.stint.plan.node.ScanNode;
import dev.stint.plan.task.Split;
import java.util.List;

/// Opens table scans.
public final class Scans {

  private Scans() {}

  /// An operator that gives the rows of `splits` as `scan` asks for them.
  public static Operator open(ScanNode scan, List<Split> splits, TaskContext context) {
    throw new UnsupportedOperationException(scan + " over " + splits + context);
  }
}
