package dev.stint.coordinator.aws.embedded;

import dev.stint.plan.json.PlanJson;
import java.util.Map;

/// How an invocation ended: the function's own payload, or an error in Lambda's form. `logTail` is
/// the end of what the process had printed. The payload is not copied, and must not be changed.
final class FunctionAnswer {

  final byte[] payload;
  final boolean isError;
  final String logTail;

  private FunctionAnswer(byte[] payload, boolean isError, String logTail) {
    this.payload = payload;
    this.isError = isError;
    this.logTail = logTail;
  }

  static FunctionAnswer success(byte[] payload, String logTail) {
    return new FunctionAnswer(payload, false, logTail);
  }

  /// An error that the function itself reported.
  static FunctionAnswer reported(byte[] payload, String logTail) {
    return new FunctionAnswer(payload, true, logTail);
  }

  static FunctionAnswer error(String errorType, String errorMessage, String logTail) {
    return new FunctionAnswer(errorPayload(errorType, errorMessage), true, logTail);
  }

  static byte[] errorPayload(String errorType, String errorMessage) {
    return PlanJson.write(Map.of("errorType", errorType, "errorMessage", errorMessage));
  }
}
