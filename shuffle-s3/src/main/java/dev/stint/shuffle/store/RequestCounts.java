package dev.stint.shuffle.store;

import java.util.concurrent.atomic.LongAdder;

/// Requests as S3 bills them, and the bytes they moved. Many threads may add.
public final class RequestCounts {

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
}
