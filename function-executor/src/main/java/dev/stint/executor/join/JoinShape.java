package dev.stint.executor.join;

import dev.stint.executor.expression.RowFilter;
import dev.stint.plan.node.HashJoinNode;
import dev.stint.plan.node.HashJoinNode.JoinType;
import dev.stint.plan.type.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a join keeps and gives. `residual` is the node's, compiled.
record JoinShape(HashJoinNode node, @Nullable RowFilter residual) {

  JoinType joinType() {
    return node.joinType();
  }

  boolean isEmptyWithoutBuildRows() {
    return switch (joinType()) {
      case INNER, SEMI, BUILD_OUTER -> true;
      case PROBE_OUTER, FULL_OUTER, ANTI, SINGLE, MARK -> false;
    };
  }

  boolean keepsBuildRows() {
    return joinType() == JoinType.BUILD_OUTER || joinType() == JoinType.FULL_OUTER;
  }

  boolean keepsProbeRows() {
    return joinType() == JoinType.PROBE_OUTER
        || joinType() == JoinType.FULL_OUTER
        || joinType() == JoinType.SINGLE;
  }

  boolean givesPairs() {
    return joinType().givesBuildRows();
  }

  BuildTable.Keeping keeping() {
    return givesPairs() || residual != null
        ? BuildTable.Keeping.ROWS
        : BuildTable.Keeping.KEYS_ONLY;
  }

  /// What is kept of the build side when it waits on the disk, and where its keys are then.
  Schema keptSchema() {
    var schema = node.build().schema();
    return keeping() == BuildTable.Keeping.ROWS ? schema : schema.select(node.buildKeys());
  }

  List<Integer> keptKeys() {
    return keeping() == BuildTable.Keeping.ROWS
        ? node.buildKeys()
        : IntStream.range(0, node.buildKeys().size()).boxed().toList();
  }

  String user() {
    return "join by " + node.probeKeys();
  }
}
