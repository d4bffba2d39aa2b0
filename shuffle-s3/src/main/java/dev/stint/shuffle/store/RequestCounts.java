package dev.stint.shuffle.store;

import dev.stint.plan.task.FailedRequests;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Requests as S3 bills them, and the bytes they moved; and those that did not get through. Many
/// threads may add.
public final class RequestCounts {

  private static final ScopedValue<RequestCounts> OF_CALLER = ScopedValue.newInstance();

  /// GET and HEAD.
  public final LongAdder gets = new LongAdder();

  /// PUT, and every step of a multipart upload.
  public final LongAdder puts = new LongAdder();

  /// Of the GETs and PUTs, those that were sent a second time because the first was late.
  public final LongAdder hedgedRequests = new LongAdder();

  /// LIST: one for each thousand entries.
  public final LongAdder lists = new LongAdder();

  /// Bytes asked for, and bytes sent.
  public final LongAdder readBytes = new LongAdder();

  public final LongAdder writtenBytes = new LongAdder();

  /// Tries that did not get through, as [FailedRequests] tells them apart.
  public final LongAdder throttledReads = new LongAdder();

  public final LongAdder throttledWrites = new LongAdder();

  public final LongAdder otherFailures = new LongAdder();

  /// Those of whoever makes the request that this thread is at; of requests that nobody counts, new
  /// ones. The store behind knows of tries, and not who asks.
  public static RequestCounts ofCaller() {
    return OF_CALLER.isBound() ? OF_CALLER.get() : new RequestCounts();
  }

  /// Runs requests such that these are the caller's.
  ScopedValue.Carrier asCaller() {
    return ScopedValue.where(OF_CALLER, this);
  }

  public @Nullable FailedRequests failed() {
    return FailedRequests.of(throttledReads.sum(), throttledWrites.sum(), otherFailures.sum());
  }
}
