package dev.stint.plan.stage;

import dev.stint.plan.node.Node;

/// What every task of a stage does: a tree of nodes, and what becomes of its rows. `timeZone` is
/// the session's, in which a `TIMESTAMP` is read and printed, as an IANA name or an offset.
public record Fragment(Node root, StageOutput output, String timeZone) {

  public java.time.ZoneId zone() {
    return java.time.ZoneId.of(timeZone);
  }
}
