package dev.stint.executor.window;

import dev.stint.plan.expression.Frame;

/// Which rows around a row must be at hand when its value is computed. `behindRows` of its
/// partition come before it, or all of them if that is [#ALL]; `aheadRows` after it likewise.
/// `Peers.WHOLE` asks for the last of its peers.
record Reach(long behindRows, long aheadRows, Peers peers) {

  static final long ALL = Long.MAX_VALUE;

  enum Peers {
    ANY,
    WHOLE
  }

  static final Reach ROW = new Reach(0, 0, Peers.ANY);
  static final Reach PEERS = new Reach(0, 0, Peers.WHOLE);
  static final Reach PARTITION_AHEAD = new Reach(0, ALL, Peers.ANY);
  static final Reach PARTITION = new Reach(ALL, ALL, Peers.ANY);

  /// All rows of the frame, and those between it and the row.
  static Reach of(Frame frame) {
    return start(frame.start()).and(end(frame.end()));
  }

  private static Reach start(Frame.Bound bound) {
    return switch (bound) {
      case Frame.Unbounded _, Frame.Peers _ -> new Reach(ALL, 0, Peers.ANY);
      case Frame.Row(long offset) -> rows(offset);
      case Frame.Value _ -> PARTITION;
    };
  }

  /// What lies between the row and the end of its frame.
  static Reach end(Frame.Bound bound) {
    return switch (bound) {
      case Frame.Unbounded _ -> PARTITION_AHEAD;
      case Frame.Peers _ -> PEERS;
      case Frame.Row(long offset) -> rows(offset);
      case Frame.Value _ -> PARTITION;
    };
  }

  /// The row that comes `offset` rows after, or before.
  static Reach rows(long offset) {
    // The negative of the least long is itself.
    long behind = offset < 0 ? Math.max(-offset, -(offset + 1)) : 0;
    return new Reach(behind, Math.max(offset, 0), Peers.ANY);
  }

  Reach and(Reach other) {
    return new Reach(
        Math.max(behindRows, other.behindRows),
        Math.max(aheadRows, other.aheadRows),
        peers == Peers.WHOLE ? peers : other.peers);
  }
}
