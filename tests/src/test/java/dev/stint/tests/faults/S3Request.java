package dev.stint.tests.faults;

/// A request to S3 as the proxy sees it. `repeat` counts from 0 those of the same method and target
/// before it, `clientPort` is that of the client's connection on the loopback interface.
public record S3Request(String method, String target, int repeat, int clientPort) {

  /// What it is for, as far as its first line tells.
  public enum Kind {
    /// Writes an entry of a run's journal.
    JOURNAL,
    /// Writes what an attempt gives to an exchange.
    SEGMENT,
    /// Changes what is visible of an output.
    COMMIT,
    OTHER
  }

  Kind kind() {
    return switch (method) {
      case "PUT" -> kindOfPut();
      case "POST" -> isCommit() ? Kind.COMMIT : Kind.OTHER;
      default -> Kind.OTHER;
    };
  }

  private Kind kindOfPut() {
    if (target.contains("/journal/")) {
      return Kind.JOURNAL;
    }
    if (target.contains(".segment")) {
      return Kind.SEGMENT;
    }
    boolean isMark = target.contains("_SUCCESS") || target.contains("_stint_commit");
    return isMark ? Kind.COMMIT : Kind.OTHER;
  }

  private boolean isCommit() {
    return target.contains(FaultLake.OUTPUT_BUCKET)
        && (target.contains("uploadId=") || target.contains("?delete"));
  }

  boolean readsSegment() {
    return method.equals("GET") && target.contains(".segment") && !target.contains("?");
  }

  @Override
  public String toString() {
    return method + " " + target + (repeat == 0 ? "" : " again, " + repeat);
  }
}
