package dev.stint.coordinator.report;

import dev.stint.plan.task.TaskMetrics;
import java.util.ArrayList;
import java.util.List;

/// What the store did not do at once, and was asked again. Pages say it in the same words.
final class RequestsText {

  private RequestsText() {}

  /// `S3 asked to slow down 12 times (9 reads, 3 writes); 2 requests failed otherwise`; empty where
  /// every request got through in time.
  static String of(TaskMetrics metrics, int width) {
    var parts = new ArrayList<String>(failed(metrics));
    if (metrics.hedgedRequests() > 0) {
      parts.add(Amounts.count(metrics.hedgedRequests(), "late request") + " sent twice");
    }
    return parts.isEmpty() ? "" : Wrap.of(String.join("; ", parts), width);
  }

  private static List<String> failed(TaskMetrics metrics) {
    var failed = metrics.failedRequests();
    var parts = new ArrayList<String>();
    if (failed != null && failed.throttled() > 0) {
      parts.add(
          "S3 asked to slow down %s (%s, %s)"
              .formatted(
                  Amounts.count(failed.throttled(), "time"),
                  Amounts.count(failed.throttledReads(), "read"),
                  Amounts.count(failed.throttledWrites(), "write")));
    }
    if (failed != null && failed.others() > 0) {
      parts.add(Amounts.count(failed.others(), "request") + " failed otherwise");
    }
    return parts;
  }
}
