package dev.stint.executor.operator;

import java.util.concurrent.atomic.LongAdder;

/// Counts of one attempt; prefetching threads may add to them.
public final class TaskCounters {

  /// Rows and stored bytes read from splits and exchanges.
  public final LongAdder inputRows = new LongAdder();

  public final LongAdder inputBytes = new LongAdder();

  /// Rows and stored bytes written to files or the exchange.
  public final LongAdder outputRows = new LongAdder();

  public final LongAdder outputBytes = new LongAdder();

  /// Of the attempt's own thread, as what follows.
  public final OperatorMeters operators = new OperatorMeters();

  /// The keys that many of the rows have that go into an exchange.
  public final HeavyKeys heavyKeys = new HeavyKeys();

  /// What did not fit in the files read; of the attempt's own thread.
  public final Findings findings = new Findings();
}
