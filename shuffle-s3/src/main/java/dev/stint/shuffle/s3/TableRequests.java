package dev.stint.shuffle.s3;

import dev.stint.plan.task.FailedRequests;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Hears what S3 answers to clients that are not [S3Calls]'s, which are those of Hadoop's file
/// systems: they try again inside the SDK and tell nobody. The SDK makes one for each client of S3,
/// since a file on the class path names it.
///
/// They serve a whole process, on threads of their own, so answers are added up by process. Where
/// several attempts share one, whichever asks first gets them. A try whose connection broke is not
/// heard of.
public final class TableRequests implements ExecutionInterceptor {

  /// Set on the clients whose tries [S3Calls] counts itself.
  static final ExecutionAttribute<Boolean> IS_COUNTED =
      new ExecutionAttribute<>("dev.stint.IsCounted");

  private static final LongAdder THROTTLED_READS = new LongAdder();
  private static final LongAdder THROTTLED_WRITES = new LongAdder();
  private static final LongAdder OTHERS = new LongAdder();

  /// Those of this process since it was last asked; `null` if there are none.
  public static @Nullable FailedRequests takeFailed() {
    return FailedRequests.of(
        THROTTLED_READS.sumThenReset(), THROTTLED_WRITES.sumThenReset(), OTHERS.sumThenReset());
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    int status = context.httpResponse().statusCode();
    if (status < 429 || attributes.getAttribute(IS_COUNTED) != null) {
      return;
    }
    switch (status) {
      case 429, 503 -> throttled(context).increment();
      case 500, 502, 504 -> OTHERS.increment();
      default -> {}
    }
  }

  private static LongAdder throttled(Context.AfterTransmission context) {
    return switch (context.httpRequest().method()) {
      case GET, HEAD, OPTIONS -> THROTTLED_READS;
      case PUT, POST, DELETE, PATCH -> THROTTLED_WRITES;
    };
  }
}
